// render: the bytes a client would get, from the same rooms that a request passes.
import { stringify } from 'yaml'
import { formatAddress, parseAddress } from '../settings/address.js'
import { type Found, lookUp } from '../settings/lookup.js'
import { replacePlaceholdersInside } from '../settings/placeholders.js'
import { protocols } from '../protocols/registry.js'
import { readSigningFiles } from '../store/signing-files.js'
import type { Command, CommandInput, ExitCode } from './command.js'
import { printRecords } from './dns.js'
import { environment } from './environment.js'
import { printErrors } from './problem-text.js'
import { CONFIG_OPTION, loadFrom, settingsFile } from './settings-option.js'

const DNS = 'dns'
const SETTINGS = 'settings'
const FORMATS = [...protocols.flatMap(({ name, render }) => (render ? [name] : [])), DNS, SETTINGS]

export const render: Command = {
  summary: 'print exactly what a client would get',
  usage: `render FORMAT ADDRESS-OR-DOMAIN [--config FILE]\nFORMAT: ${FORMATS.join(', ')}`,
  options: CONFIG_OPTION,
  positionals: { min: 2, max: 2 },
  run,
}

async function run(input: CommandInput): Promise<ExitCode> {
  const { values, positionals, output } = input
  const [format = '', asked = ''] = positionals
  if (!FORMATS.includes(format)) {
    output.err(`mailconf render: FORMAT is one of ${FORMATS.join(', ')}\n`)
    return 2
  }
  const env = environment(input)
  if (typeof env === 'number') return env
  const address = parseAddress(asked)
  if (asked.includes('@') && address === undefined) {
    output.err('mailconf render: this is no usable e-mail address\n')
    return 2
  }
  const { table, problems } = await loadFrom(settingsFile(values, env), env, output)
  printErrors(output, problems)
  if (table === undefined) return 1
  const found = await lookUp(table, address === undefined ? { domain: asked } : { address })
  const render = protocols.find(({ name }) => name === format)?.render
  if (format === DNS) return printRecords(found, table.general, output)
  if (render === undefined) return renderSettings(found, output)
  const { signing } = table.general
  const { pair } = signing ? await readSigningFiles(signing, Date.now()) : {}
  const clock = () => new Date()
  const options = { table: () => table, credentials: () => pair?.credentials, clock }
  const { status, headers, body } = await render(found, options)
  output.out(body)
  if (status === 200) return 0
  const location = headers['location']
  output.err(
    `The answer has status ${status}${location === undefined ? '' : ` and leads to ${location}`}.\n`,
  )
  return 1
}

/** The entry that answers, after defaults, overrides and placeholders, as YAML. */
function renderSettings(found: Found | undefined, output: CommandInput['output']): ExitCode {
  if (found === undefined) {
    output.err('This domain is not in the settings.\n')
    return 1
  }
  const { entry, address, domain } = found
  const values = address && {
    EMAILADDRESS: formatAddress(address),
    EMAILLOCALPART: address.localPart,
    EMAILDOMAIN: domain,
  }
  const answering = values === undefined ? entry : replacePlaceholdersInside(entry, values)
  output.out(stringify({ domain, ...answering }, { aliasDuplicateObjects: false }))
  return 0
}
