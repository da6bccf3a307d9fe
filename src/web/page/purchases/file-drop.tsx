import { useState } from 'preact/hooks'
import { CloseIcon } from '../parts/icons.tsx'
import { purchaseWords } from '../words/purchase-words.ts'

const fileBytesMax = 25 * 1024 * 1024
const allBytesMax = 60 * 1024 * 1024

type Props = { title: string; files: readonly File[]; set: (files: File[]) => void }

/** Files by drag and drop, by choosing, or straight from a phone's camera; refused here when the server would. */
export function FileDrop({ title, files, set }: Props) {
  const [refused, setRefused] = useState<string | null>(null)
  const [isOver, setOver] = useState(false)
  const add = (list: FileList | null | undefined) => {
    const added = [...(list ?? [])]
    const large = added.find(({ size }) => size > fileBytesMax)
    const all = [...files, ...added]
    const tooMany = all.reduce((sum, { size }) => sum + size, 0) > allBytesMax
    setRefused(large ? purchaseWords.tooLarge(large.name) : tooMany ? purchaseWords.tooMany : null)
    if (!large && !tooMany && added.length > 0) set(all)
  }
  const pick = (event: Event & { currentTarget: HTMLInputElement }) => {
    add(event.currentTarget.files)
    // The same file may be chosen again after it was left out.
    event.currentTarget.value = ''
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way to its fields
    <div
      class={`drop ${isOver ? 'over' : ''}`}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        add(event.dataTransfer?.files)
      }}
    >
      <p>
        <strong>{title}</strong> <span class="soft">{purchaseWords.fileRules}</span>
      </p>
      <p class="actions">
        <span class="soft drop-hint">{purchaseWords.drop}</span>
        <label class="button">
          <span>{purchaseWords.choose}</span>
          <input class="spoken" type="file" multiple accept="image/*,application/pdf" onChange={pick} />
        </label>
        <label class="button">
          <span>{purchaseWords.camera}</span>
          <input class="spoken" type="file" accept="image/*" capture="environment" onChange={pick} />
        </label>
      </p>
      {refused && (
        <p class="flag bad" role="alert">
          {refused}
        </p>
      )}
      {files.length > 0 && (
        <ul class="files">
          {files.map((file, at) => (
            <li key={`${file.name} ${at}`}>
              <bdi>{file.name}</bdi> <span class="soft">{purchaseWords.bytes(file.size)}</span>
              <button
                type="button"
                class="quiet"
                aria-label={purchaseWords.removeFile(file.name)}
                onClick={() => set(files.filter((_, place) => place !== at))}
              >
                <CloseIcon />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
