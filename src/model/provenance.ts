/** The file that imported listings come from: its name as it was given, SHA-256 of its bytes in hex, and how it was read. */
export type Provenance = { file: string; sha256: string; format: ImportFormat }

export const importFormats = ['csv', 'xlsx', 'json-lines', 'html', 'json', 'mhtml', 'har', 'warc'] as const
export type ImportFormat = (typeof importFormats)[number]
