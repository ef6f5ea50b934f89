// The page works without this: it opens the print dialog, and makes the copy buttons appear where they can work.
if ('print' in document.body.dataset) window.print()

const status = document.getElementById('status')

if (navigator.clipboard && status) {
  for (const button of document.querySelectorAll('button.copy')) {
    button.hidden = false
    button.addEventListener('click', async () => {
      let said = status.dataset.copied
      try {
        await navigator.clipboard.writeText(button.dataset.copy)
      } catch {
        said = status.dataset.failed
      }
      // Emptied first, so that the same words are read out again.
      status.textContent = ''
      requestAnimationFrame(() => {
        status.textContent = said
      })
      button.classList.add('done')
      setTimeout(() => {
        button.classList.remove('done')
        status.textContent = ''
      }, 2000)
    })
  }
}
