import { importDelimiters } from '#shared/contract/foreignFile.ts';
import { createSplitter } from './splitter.ts';

export type Delimiter = (typeof importDelimiters)[number];

const linesLooked = 60;

function firstRows(text: string, delimiter: string): string[][] {
  const splitter = createSplitter(delimiter);
  splitter.push(text);
  return splitter.rows.filter((row) => row.length > 0).slice(0, linesLooked);
}

/** The delimiter that Excel writes into a first line of its own (`sep=;`). */
function declared(text: string): Delimiter | undefined {
  const named = /^sep=(.)\r?\n/iu.exec(text)?.[1];
  return importDelimiters.find((delimiter) => delimiter === named);
}

/** Whether a first row only declares the delimiter. */
export function isDeclaration(row: readonly string[]): boolean {
  return /^sep=.?$/iu.test(row.join('').trim()) && row.length <= 2;
}

/** Recognises the delimiter: the one that splits the first lines into the most columns that agree. */
export function recogniseDelimiter(text: string): Delimiter {
  const named = declared(text);
  if (named !== undefined) return named;
  let best: Delimiter = ',';
  let bestScore = 0;
  for (const delimiter of importDelimiters) {
    const counts = firstRows(text, delimiter).map((row) => row.length);
    const usual = counts.toSorted((a, b) => a - b)[counts.length >> 1] ?? 0;
    if (usual < 2) continue;
    const agreeing = counts.filter((count) => count === usual).length / counts.length;
    const score = agreeing * Math.sqrt(usual);
    if (score > bestScore) [best, bestScore] = [delimiter, score];
  }
  return best;
}

const headerWord =
  /姓名|名[稱称]|公司|客[戶户]|[電电][話话]|手[機机]|行[動动]|地址|信箱|[郵邮][箱件]|[備备][註注]|[業业][務务]|[統统]一|[稅税]|[負负][責责]|[標标][籤签]|生日|[職职]|微信|[聯联][絡络系]|[編编][號号]|日期|\b(?:name|phone|mobile|e-?mail|address|company|organi[sz]ation|tel|notes?|tags?|birthday|title|owner|fax|id|first|last|customer|contact|vat|tax)\b/iu;

/** A cell that only data has: an address of e-mail, a number with digits enough, a date. */
function looksLikeData(cell: string): boolean {
  return /@.+\.|^\W*[+(（]?\d[\d\s\-()（）/.#]{4,}$|^\d+$|^\d{2,4}[-/.年]\d{1,2}/u.test(cell.trim());
}

/** Recognises whether the first row names the columns. */
export function recogniseHeader(rows: readonly (readonly string[])[]): boolean {
  const [first, ...others] = rows;
  if (first === undefined) return false;
  const cells = first.map((cell) => cell.trim()).filter((cell) => cell !== '');
  if (cells.length === 0 || cells.some((cell) => looksLikeData(cell) || cell.length > 60)) return false;
  const words = cells.filter((cell) => headerWord.test(cell) && cell.length <= 30).length;
  if (words / cells.length >= 0.4) return true;
  const dataBelow = others.some((row) => row.some(looksLikeData));
  // names of columns do not come again as values
  const again = others.filter((row) => row.some((cell, index) => cell !== '' && cell === first[index])).length;
  return words > 0
    ? again * 2 < others.length || dataBelow
    : dataBelow && cells.every((cell) => cell.length <= 12) && !firmOrPerson(cells);
}

/** A row of values beginning with a firm's or a person's name and nothing that could be a heading. */
function firmOrPerson(cells: readonly string[]): boolean {
  return cells.some((cell) => /公司$|[縣县市省區区路街號号樓楼]|(?:Ltd|Inc|GmbH|Co)\.?$/iu.test(cell));
}
