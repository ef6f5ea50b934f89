// The manifests of config/kubernetes/: what they say fits together, and fits the program.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { describeEnv } from '../../src/env.js'
import { load } from '../helpers/settings.js'
import { startService, statusOf } from '../helpers/service.js'
import { unknownVariables } from '../helpers/variables.js'

const FOLDER = join(import.meta.dirname, '../../config/kubernetes')
const read = (file: string) => readFileSync(join(FOLDER, file), 'utf8')

type Labels = Record<string, string>
interface Variable {
  name: string
  value?: string
  valueFrom?: { secretKeyRef: { name: string; key: string; optional: boolean } }
}
interface Probe {
  httpGet: { path: string; port: string }
}
interface Container {
  name: string
  image: string
  env: Variable[]
  lifecycle: { preStop: { sleep: { seconds: number } } }
  livenessProbe: Probe
  ports: { name: string; containerPort: number }[]
  readinessProbe: Probe & { periodSeconds: number; failureThreshold: number }
  resources: { limits: { memory: string } }
  securityContext: unknown
  startupProbe: Probe
  volumeMounts: { name: string; mountPath: string; subPath?: string }[]
}
interface Deployment {
  spec: {
    replicas: number
    selector: { matchLabels: Labels }
    strategy: unknown
    template: {
      metadata: { labels: Labels; annotations: Labels }
      spec: {
        automountServiceAccountToken: boolean
        containers: [Container]
        securityContext: unknown
        terminationGracePeriodSeconds: number
        topologySpreadConstraints: { labelSelector: { matchLabels: Labels } }[]
        volumes: { name: string; configMap?: { name: string }; emptyDir?: unknown }[]
      }
    }
  }
}
interface Service {
  spec: { selector: Labels; ports: { name: string; port: number; targetPort: string }[] }
}
interface Policy {
  spec: {
    podSelector: { matchLabels: Labels }
    policyTypes: string[]
    ingress: { ports: { port: string }[]; from: unknown[] }[]
    egress: { ports: { port: number }[] }[]
  }
}
interface ConfigMap {
  metadata: { name: string }
  data: Record<string, string>
}
interface Secret {
  metadata: { name: string }
  stringData: Record<string, string>
}

const deployment = parse(read('deployment.yaml')) as Deployment
const services = parseAllDocuments(read('service.yaml')).map((one) => one.toJS() as Service)
const configMap = parse(read('configmap.yaml')) as ConfigMap
const policy = parse(read('network-policy.yaml')) as Policy
const pod = deployment.spec.template
const [container] = pod.spec.containers
const variables = new Map(container.env.map((variable) => [variable.name, variable]))
const valueOf = (name: string) => variables.get(name)?.value ?? ''
const defaultOf = (name: string) => describeEnv().find((one) => one.name === name)?.default

test('kustomize applies every file, but not the example of a secret', () => {
  const { resources, images } = parse(read('kustomization.yaml')) as {
    resources: string[]
    images: { name: string }[]
  }
  const others = new Set(['kustomization.yaml', 'secret.example.yaml'])
  expect(resources.toSorted()).toEqual(readdirSync(FOLDER).filter((file) => !others.has(file)))
  expect(images.map(({ name }) => name)).toEqual([container.image])
})

test('everything that selects pods selects these', () => {
  const budget = parse(read('pod-disruption-budget.yaml')) as {
    spec: { selector: { matchLabels: Labels } }
  }
  const selectors = [
    deployment.spec.selector.matchLabels,
    ...pod.spec.topologySpreadConstraints.map(({ labelSelector }) => labelSelector.matchLabels),
    ...services.map(({ spec }) => spec.selector),
    budget.spec.selector.matchLabels,
    policy.spec.podSelector.matchLabels,
  ]
  expect(selectors).toHaveLength(6)
  for (const labels of selectors) expect(labels).toEqual(pod.metadata.labels)
})

test('ports are those of the program, under the names that others use', () => {
  const ports = Object.fromEntries(container.ports.map((port) => [port.name, port.containerPort]))
  expect(ports).toEqual({
    http: Number(defaultOf('PORT')),
    admin: Number(defaultOf('ADMIN_PORT')),
  })
  expect(pod.metadata.annotations['prometheus.io/port']).toBe(String(ports['admin']))
  const used = [
    ...services.flatMap(({ spec }) => spec.ports.map(({ targetPort }) => targetPort)),
    ...policy.spec.ingress.flatMap((rule) => rule.ports.map(({ port }) => port)),
  ]
  expect(new Set(used)).toEqual(new Set(Object.keys(ports)))
  for (const { spec } of services) {
    for (const { port, targetPort } of spec.ports) expect(port).toBe(ports[targetPort])
  }
})

test('probes and Prometheus ask what the admin listener answers', async () => {
  const { startupProbe, livenessProbe, readinessProbe } = container
  const probes = [startupProbe, livenessProbe, readinessProbe].map(({ httpGet }) => httpGet)
  expect(probes.map(({ port }) => port)).toEqual(['admin', 'admin', 'admin'])
  expect(probes.map(({ path }) => path)).toEqual(['/healthz', '/healthz', '/readyz'])
  // From another pod's point of view, loopback is nowhere.
  expect(valueOf('ADMIN_HOST')).toBe('::')
  const { adminPort } = await startService()
  const paths = [...probes.map(({ path }) => path), pod.metadata.annotations['prometheus.io/path']]
  for (const path of paths) expect(await statusOf(adminPort, path ?? ''), path).toBe(200)
})

test('volumes are mounted, whole', () => {
  const mounted = container.volumeMounts.map(({ name }) => name)
  expect(mounted).toEqual(pod.spec.volumes.map(({ name }) => name))
  expect(container.volumeMounts.filter(({ subPath }) => subPath !== undefined)).toEqual([])
  const [settings, snapshot] = container.volumeMounts
  expect(pod.spec.volumes[0]?.configMap?.name).toBe(configMap.metadata.name)
  const [file = ''] = Object.keys(configMap.data)
  expect(valueOf('MAILCONF_CONFIG')).toBe(`${settings?.mountPath ?? ''}/${file}`)
  expect(valueOf('SNAPSHOT_PATH')).toMatch(new RegExp(`^${snapshot?.mountPath ?? ''}/`))
})

test('variables are those of the program; the secret has the key that is asked for', () => {
  expect(unknownVariables([...variables.keys()])).toEqual([])
  const { metadata, stringData } = parse(read('secret.example.yaml')) as Secret
  const reference = variables.get('DATABASE_URL')?.valueFrom?.secretKeyRef
  expect(reference).toEqual({ name: metadata.name, key: 'url', optional: true })
  expect(Object.keys(stringData)).toEqual(['url'])
})

test('the settings load without a warning', async () => {
  const { table, problems } = await load(configMap.data['settings.yaml'] ?? '')
  expect([table?.size, problems]).toEqual([1, []])
})

test('a new version loses no request: nothing goes before something came, and time to go', () => {
  expect(deployment.spec.replicas).toBeGreaterThan(1)
  expect(deployment.spec.strategy).toEqual({
    type: 'RollingUpdate',
    rollingUpdate: { maxUnavailable: 0, maxSurge: 1 },
  })
  const { seconds } = container.lifecycle.preStop.sleep
  const drain = Number(valueOf('DRAIN_SECONDS'))
  const { periodSeconds, failureThreshold } = container.readinessProbe
  expect(drain).toBeGreaterThan(periodSeconds * (failureThreshold + 1))
  // After the drain, running requests have twenty seconds more.
  expect(pod.spec.terminationGracePeriodSeconds).toBeGreaterThanOrEqual(seconds + drain + 20)
})

test('the pod is as confined as "restricted" asks, and Node gets three quarters of the memory', () => {
  expect(pod.spec.securityContext).toMatchObject({
    runAsNonRoot: true,
    runAsUser: 1000,
    seccompProfile: { type: 'RuntimeDefault' },
  })
  expect(container.securityContext).toEqual({
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ['ALL'] },
  })
  expect(pod.spec.automountServiceAccountToken).toBe(false)
  const memory = Number(container.resources.limits.memory.replace('Mi', ''))
  expect(valueOf('NODE_OPTIONS')).toBe(`--max-old-space-size=${memory * 0.75}`)
})

test('the network is closed but for what is named', () => {
  expect(policy.spec.policyTypes).toEqual(['Ingress', 'Egress'])
  for (const { from } of policy.spec.ingress) expect(from).not.toEqual([])
  expect(policy.spec.egress.flatMap(({ ports }) => ports.map(({ port }) => port))).toEqual([
    53, 53, 5432,
  ])
})
