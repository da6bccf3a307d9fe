const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Text as it may stand in an element or in a quoted attribute. */
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign)

/** A value as it may stand in a `<script>` of data: no tag can end it. */
export const asJson = (value: unknown): string => JSON.stringify(value).replace(/</g, '\\u003c')
