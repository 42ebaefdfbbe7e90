// Makes wikipedia.txt and wikidata.tsv beside this file from two npm packages.
// In an empty folder:
//
//   npm install name-suggestion-index@8.0.20260918 compromise-wikipedia@0.1.1
//   node .../cmd/lexicon/source/npm.mjs
//
// wikipedia.txt has the titles of often read articles of the English
// Wikipedia, in lower case; wikidata.tsv the name, description and number of
// things that Wikidata knows and whose name nothing else there has.
import fs from 'node:fs'

const here = new URL('.', import.meta.url).pathname
const modules = process.cwd() + '/node_modules/'
const { unpack } = await import(modules + 'efrt/src/index.js')
const { default: packed } = await import(modules + 'compromise-wikipedia/src/_model.js')
const titles = Object.keys(unpack(packed)).sort()
fs.writeFileSync(here + 'wikipedia.txt', titles.join('\n') + '\n')

const { wikidata } = JSON.parse(fs.readFileSync(modules + 'name-suggestion-index/dist/wikidata/wikidata.json', 'utf8'))
const known = /compan|corporation|airline|bank|manufacturer|automaker|university|institut|agency|ministry|government|department|state of|state in|province|region|party|union|organi[sz]ation|newspaper|broadcast|television|army|force|police|country|flag|capital/i
const shops = /chain|store|restaurant|school|district|supermarket|shop|hotel|fuel|petrol|pharmacy|transit|bus |bus$|librar|charity|road|retail|clothing|municipal/i
const count = {}
for (const { label } of Object.values(wikidata)) if (label) count[label.toLowerCase()] = (count[label.toLowerCase()] || 0) + 1
const rows = []
for (const [id, { label, description }] of Object.entries(wikidata)) {
  if (label && description && count[label.toLowerCase()] === 1 && known.test(description) && !shops.test(description) && !/[\t\n]/.test(label + description)) rows.push([label, description, id].join('\t'))
}
rows.sort()
fs.writeFileSync(here + 'wikidata.tsv', 'label\tdescription\twikidata\n' + rows.join('\n') + '\n')
console.log(titles.length, 'titles,', rows.length, 'things')
