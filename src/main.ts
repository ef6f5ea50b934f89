#!/usr/bin/env node
// The program: its arguments name a command. Nothing else sets the exit code.
import process from 'node:process'
import { clearLine, cursorTo } from 'node:readline'
import { runCommandLine } from './cli/run.js'

// A reader that has seen enough, such as head, is no reason to fail; nor is a log that nobody takes.
process.stdout.on('error', () => undefined)

process.exitCode = await runCommandLine(process.argv.slice(2), process.env, {
  out: (result) => process.stdout.write(result),
  err: (text) => process.stderr.write(text),
  progress: process.stderr.isTTY
    ? (line) => {
        clearLine(process.stderr, 0)
        cursorTo(process.stderr, 0)
        process.stderr.write(line)
      }
    : undefined,
  width: process.stdout.isTTY ? process.stdout.columns : undefined,
  colour: process.stdout.isTTY && process.stdout.hasColors(),
})
