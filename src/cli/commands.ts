// The one list of commands. Each is loaded when it is called, so that none pays for another.
import type { CommandEntry } from './command.js'

export const commands: readonly CommandEntry[] = [
  {
    name: 'serve',
    summary: 'answer mail clients over HTTP',
    load: async () => (await import('./serve.js')).serve,
  },
  {
    name: 'check',
    summary: 'find every problem in the settings, and say which clients can use them',
    load: async () => (await import('./check.js')).check,
  },
  {
    name: 'render',
    summary: 'print exactly what a client would get',
    load: async () => (await import('./render.js')).render,
  },
  {
    name: 'dns',
    summary: 'print the DNS records to publish for a domain',
    load: async () => (await import('./dns.js')).dns,
  },
  {
    name: 'import',
    summary: 'make settings of autoconfig documents, a seed of automx2, or another service',
    load: async () => (await import('./import.js')).importSettings,
  },
  {
    name: 'doctor',
    summary:
      'say whether each kind of client finds its settings right now, and if not, what to mend',
    load: async () => (await import('./doctor.js')).doctor,
  },
  {
    name: 'compare',
    summary: "show where another service's answers differ from ours, before DNS is switched",
    load: async () => (await import('./compare.js')).compare,
  },
  {
    name: 'db',
    summary: 'make tables in PostgreSQL, bring settings into them and out again',
    load: async () => (await import('./db.js')).db,
  },
]
