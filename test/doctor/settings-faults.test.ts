// Each kind of settings alone: whom it stops, and that its cause is named first.
import { testFaults } from './find-fault.js'
import { SETTINGS_FAULTS } from './settings-faults.js'

testFaults(SETTINGS_FAULTS)
