// What a client posts to ask for mail settings: for asking services, ours and others, as clients do.
import { renderXml } from '../../format/xml-document.js'
import { NAMESPACES } from './names.js'

/** The request of Outlook and Thunderbird for one address ([MS-OXDSCLI] 2.2.3.1). */
export function requestDocument(email: string): string {
  return renderXml({
    element: 'Autodiscover',
    attributes: { xmlns: NAMESPACES.outlookRequest },
    children: [
      {
        element: 'Request',
        children: [
          { element: 'EMailAddress', text: email },
          { element: 'AcceptableResponseSchema', text: NAMESPACES.outlookResponse },
        ],
      },
    ],
  })
}
