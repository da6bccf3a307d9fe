/** README.txt of a bundle, in plain words. The two headings that begin with "What this" are fixed. */
export const bundleReadme = (about: {
  id: string
  made: string
  origin: string
  purpose: string
}): string => `Evidence bundle ${about.id}
made ${about.made} for: ${about.purpose}
log: ${about.origin}

What is in here
  data/report.pdf               for people: each capture with its pictures, addresses, times, hashes and custody
  data/certificate-draft.txt    draft of a certification under FRE 902(13) and 902(14); not legal advice
  data/captures/ID/             capture.wacz: everything that was seen (opens in any WACZ player, ReplayWeb.page for one)
                                capture.json: what was asked, by whom, what came; capture.json.tsr: its time stamp
  data/events/, data/files/     what happened to the evidence since: test purchases, transfers, examinations, exports
  data/log/, data/keys/         the entries of the log with their proofs, its signed heads, its keys
  seal/                         time stamp and signature over everything

How to check it
  1. Take the log's key, the root of the time-stamp authority and, if you can, an old head of the log from somewhere
     else than this folder: from the other side's files, an e-mail of earlier, a second witness. The keys in keys/ are
     here for convenience; a forger would put his own beside a forged bundle.
  2. With morgiana:   morgiana evidence verify THIS-FOLDER --trust FOLDER-WITH-KEYS
     It names every fault with its file, and ends with "holds" or "broken".
  3. Without it: any program that knows WARC, WACZ, BagIt, RFC 3161, RFC 6962 and C2SP signed notes. verify.sh does a
     part with sh, openssl and unzip. Never run a script from a bundle that you do not trust: its text can lie.
  Time stamps are checked at the time that they state. Checked at today's date they would fail once the authority's
  certificate has ended, although nothing is wrong with them.

What this proves
  - The files are, byte for byte, those that were sealed: none was changed, added, left out or renamed since.
  - Each capture existed, as it is, at the time that the time-stamp authority states, and stands at its place in a log
    that only grows; entries before and after it have their times, too.
  - The bytes in a capture are those that our machine received, with the addresses, the certificates and the headers
    that came with them, and the picture shows the page that a browser made of them.
  - Who handled the evidence, when and why, as they wrote it down then; the chain of these records has no gap that is
    not told (data/bundle.json, "withheld").
  - A log that was written anew does not fit a head that somebody else has kept.

What this does not prove
  - That the server's bytes came from the named company: the addresses and certificates are our own machine's word. A
    second capture from another network helps.
  - That what the page says is true, or who wrote it.
  - That nothing was not captured.
  - That a person named in a record is that person.
  - That a log key was not used by an insider before the stamp and the first head that was given out.
  - What stood in a record that was deleted under law: only its hash is left.
  - When a key was stolen without being noticed.
  - That the goods in a bag are those on the photographs.
`
