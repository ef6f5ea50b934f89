# Mailconf as an image: the built program, its run-time packages, the shipped settings table. Nothing else.

FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY tsconfig.json ./
COPY src ./src
RUN npm run build
RUN npm prune --omit=dev --ignore-scripts

FROM node:24-slim
# "::" listens on IPv6 and IPv4. Where the kernel has IPv6 switched off, set HOST=0.0.0.0.
ENV NODE_ENV=production HOST=::
WORKDIR /app
COPY LICENSE package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
# The table that is served until you mount your own folder and name its file in MAILCONF_CONFIG.
COPY config/settings.yaml ./config/settings.yaml

# Everything above belongs to root: the program cannot change itself. It writes no file but SNAPSHOT_PATH,
# so the container may run with a read-only root file system.
USER node
EXPOSE 8080

# Asks /healthz and not /readyz: a container that fails this check may be killed by whoever watches it.
# /readyz also says "no" while the service drains or waits for its settings, and killing cures neither.
HEALTHCHECK --interval=30s --timeout=5s --start-period=15s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:'+(process.env.ADMIN_PORT||8081)+'/healthz').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]

CMD ["node", "dist/main.js", "serve"]
