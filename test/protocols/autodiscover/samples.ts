// Sound answers, typed from the protocol's documentation, for testing the judge and the readers.

const declaration = '<?xml version="1.0" encoding="utf-8"?>'
const schemas = 'http://schemas.microsoft.com/exchange/autodiscover'
const root = `<Autodiscover xmlns="${schemas}/responseschema/2006">`
const outlook = `${declaration}${root}<Response xmlns="${schemas}/outlook/responseschema/2006a">`
const account = '<Account><AccountType>email</AccountType>'
const end = '</Response></Autodiscover>'

function protocol(type: string, port: number, who: string, more = ''): string {
  return (
    `<Protocol><Type>${type}</Type><Server>mail.example.net</Server><Port>${port}</Port>${who}` +
    '<SPA>off</SPA><SSL>on</SSL><Encryption>SSL</Encryption><AuthRequired>on</AuthRequired>' +
    `${more}</Protocol>`
  )
}

function protocols(who: string): string {
  const sending = '<UsePOPAuth>on</UsePOPAuth><SMTPLast>off</SMTPLast>'
  return [
    protocol('IMAP', 993, who),
    protocol('POP3', 995, who),
    protocol('SMTP', 465, who, sending),
  ].join('')
}

export const SETTINGS = [
  outlook,
  '<User><AutoDiscoverSMTPAddress>ana@example.org</AutoDiscoverSMTPAddress></User>',
  `${account}<Action>settings</Action>`,
  protocols('<LoginName>ana@example.org</LoginName><DomainRequired>off</DomainRequired>'),
  `</Account>${end}`,
].join('')

export const GET_SETTINGS = [
  `${outlook}${account}<Action>settings</Action>`,
  protocols('<DomainRequired>on</DomainRequired><DomainName>example.org</DomainName>'),
  `</Account>${end}`,
].join('')

export const REDIRECT = [
  `${outlook}${account}<Action>redirectUrl</Action>`,
  '<RedirectUrl>https://autodiscover.example.net/autodiscover/autodiscover.xml</RedirectUrl>',
  `</Account>${end}`,
].join('')

export const MOBILESYNC = [
  `${declaration}${root}<Response xmlns="${schemas}/mobilesync/responseschema/2006">`,
  '<Culture>en:us</Culture><User><EMailAddress>kim@eas.example.com</EMailAddress></User>',
  '<Action><Settings><Server><Type>MobileSync</Type>',
  '<Url>https://eas.example.net/Microsoft-Server-ActiveSync</Url>',
  '<Name>https://eas.example.net/Microsoft-Server-ActiveSync</Name>',
  `</Server></Settings></Action>${end}`,
].join('')

export const ERROR = [
  `${declaration}${root}<Response><Error Time="14:02:09.0417350" Id="2837465019">`,
  '<ErrorCode>600</ErrorCode><Message>The request could not be understood.</Message><DebugData/>',
  `</Error>${end}`,
].join('')
