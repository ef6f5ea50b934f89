// config/kubernetes/ as kubectl puts it together, of Debian's package kubernetes-client; it needs no cluster for that.
import { expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { findProgram, runProgram } from '../proxies/support.js'

interface Resource {
  kind: string
  metadata: { name: string; namespace?: string }
  spec?: { template?: { spec: { containers: { image: string }[] } } }
}

test('kubectl kustomize: every resource, in one namespace, with an image that can be fetched', async () => {
  const kubectl = findProgram('kubectl', 'kubernetes-client')
  const { code, stdout, stderr } = await runProgram(kubectl, ['kustomize', 'config/kubernetes'])
  expect([code, stderr]).toEqual([0, ''])
  const resources = parseAllDocuments(stdout).map((document) => document.toJS() as Resource)
  expect(resources.map(({ kind, metadata }) => `${kind} ${metadata.name}`).toSorted()).toEqual([
    'ConfigMap mailconf-settings',
    'Deployment mailconf',
    'Namespace mailconf',
    'NetworkPolicy mailconf',
    'PodDisruptionBudget mailconf',
    'Service mailconf',
    'Service mailconf-admin',
  ])
  const namespaces = resources
    .filter(({ kind }) => kind !== 'Namespace')
    .map(({ metadata }) => metadata.namespace)
  expect(new Set(namespaces)).toEqual(new Set(['mailconf']))
  const images = resources.flatMap(({ spec }) => spec?.template?.spec.containers ?? [])
  expect(images.map(({ image }) => image)).toEqual(['registry.example/mailconf:0.1.0'])
})
