// Each fault alone: whom it stops, and that its cause is named first.
import { testFaults } from './find-fault.js'
import { MAIL_FAULTS } from './mail-faults.js'

testFaults(MAIL_FAULTS)
