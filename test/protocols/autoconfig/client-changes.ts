// Ways to change the document of example.lt.
import type { Expected } from './client-expectations.js'

type Change = (document: string) => string

export const replace =
  (from: string | RegExp, to: string): Change =>
  (document) =>
    document.replace(from, to)
export const without = (element: string): Change =>
  replace(new RegExp(`<${element}>.*?</${element}>`, 'gs'), '')
export const everyValue = (element: string, value: string): Change =>
  replace(new RegExp(`<${element}>.*?</${element}>`, 'gs'), `<${element}>${value}</${element}>`)
export const withoutSections = (element: string): Change =>
  replace(new RegExp(`<${element} .*</${element}>`, 's'), '')
export const incomingOnly =
  (section: string): Change =>
  (document) =>
    withoutSections('incomingServer')(
      document.replace('<outgoingServer', `<new/><outgoingServer`),
    ).replace('<new/>', section)

export const EWS = (url: string) =>
  `<incomingServer type="ews"><url>${url}</url><authentication system="http">Basic</authentication>` +
  '<authentication>password-cleartext</authentication><username>%EMAILADDRESS%</username></incomingServer>'
export const JMAP =
  '<incomingServer type="jmap"><url>https://jmap.example.lt/</url>' +
  '<authentication>OAuth2</authentication><username>%EMAILADDRESS%</username></incomingServer>'

export type Defect = Expected & { title: string; change: Change }
