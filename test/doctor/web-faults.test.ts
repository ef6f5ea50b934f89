// Each fault alone: whom it stops, and that its cause is named first.
import { testFaults } from './find-fault.js'
import { WEB_FAULTS, REDIRECT_FAULTS } from './web-faults.js'

testFaults(WEB_FAULTS)
testFaults(REDIRECT_FAULTS)
