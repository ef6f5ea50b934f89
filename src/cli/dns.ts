// dns: the records to publish for a domain. The digest of its PACC answer is among them.
import { recordsFor } from '../dns/records.js'
import { zoneJson, zoneText } from '../dns/zone.js'
import { autodiscoverUrlFor } from '../protocols/autodiscover-url.js'
import { paccDigest } from '../protocols/pacc/answer.js'
import { parseDomain } from '../settings/domain.js'
import { type Found, lookUp } from '../settings/lookup.js'
import type { General } from '../settings/table.js'
import type { Command, CommandInput, ExitCode, Output } from './command.js'
import { CONFIG_OPTION, withServed } from './settings-option.js'

const FORMATS = { zone: zoneText, json: zoneJson } as const
type Format = keyof typeof FORMATS

export const dns: Command = {
  summary: 'print the DNS records to publish for a domain',
  usage: 'dns DOMAIN [--format zone|json] [--config FILE]',
  options: { ...CONFIG_OPTION, format: { type: 'string', short: 'f' } },
  positionals: { min: 1, max: 1 },
  run,
}

async function run(input: CommandInput): Promise<ExitCode> {
  const { values, positionals, output } = input
  const { format = 'zone' } = values
  if (!isFormat(format)) {
    output.err(`mailconf dns: --format is one of ${Object.keys(FORMATS).join(', ')}\n`)
    return 2
  }
  const domain = parseDomain(positionals[0] ?? '')
  if (domain === undefined) {
    output.err(
      'mailconf dns: DOMAIN is one whole name such as example.com; for a wildcard, one below it\n',
    )
    return 2
  }
  return withServed(input, async ({ table }) =>
    printRecords(await lookUp(table, { domain }), table.general, output, format),
  )
}

function isFormat(text: string | boolean | readonly string[]): text is Format {
  return typeof text === 'string' && Object.hasOwn(FORMATS, text)
}

/** Records on stdout; what they cannot say is also told to whoever reads only stderr. */
export function printRecords(
  found: Found | undefined,
  general: General,
  output: Output,
  format: Format = 'zone',
): ExitCode {
  if (found === undefined) {
    output.err('This domain is not in the settings.\n')
    return 1
  }
  const { domain, entry } = found
  const groups = recordsFor({
    domain,
    entry,
    general,
    digest: paccDigest(found),
    autodiscoverUrl: autodiscoverUrlFor(general, domain),
  })
  output.out(FORMATS[format](domain, groups))
  for (const { leftOut } of groups) {
    for (const sentence of leftOut) output.err(`${sentence}\n`)
  }
  return groups.some(({ records }) => records.length > 0) ? 0 : 1
}
