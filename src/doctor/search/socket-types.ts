// The kind of TLS that clients take for granted where they only have a port.
import { NEVER_TLS_FROM_THE_START } from '../../protocols/autodiscover/names.js'

/** Of Thunderbird in autodiscover, and of FairEmail. */
export function socketTypeOfMailPort(port: number): 'SSL' | 'STARTTLS' {
  return NEVER_TLS_FROM_THE_START.includes(port) ? 'STARTTLS' : 'SSL'
}
