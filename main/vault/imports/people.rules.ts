import { foldVariants } from '#shared/domain/variants.ts';

export interface PersonName {
  readonly user: string;
  readonly name: string;
}

const compoundSurnames = /^(?:欧阳|司马|上官|诸葛|司徒|东方|夏侯|皇甫|尉迟|公孙|慕容|令狐|长孙|宇文|范姜|张简|张廖)/u;
const titles =
  /(?:总经理|副总经理|副总|总监|经理|协理|襄理|副理|主任|课长|科长|组长|处长|部长|店长|老板|董事长|董|总|专员|业务员|业务|销售|助理|秘书|顾问|先生|女士|小姐|太太|老师|师傅|同学|哥|姐|姊)$/u;

/** As it is compared: simplified, lower case, without brackets and what stands in them, blanks and numbers of staff. */
function plain(text: string): string {
  return foldVariants(text.normalize('NFKC').toLowerCase())
    .replace(/[（(【[].*?[)）】\]]/gu, '')
    .replace(/^(?:业务|销售|负责人|业务员|mr|mrs|ms|miss|dr)[.:：\s]+/u, '')
    .replace(/[\s.·・_\-/0-9]+/gu, ' ')
    .trim();
}

function surnameOf(name: string): string {
  return compoundSurnames.exec(name)?.[0] ?? name.charAt(0);
}

const chinese = /^\p{Script=Han}+$/u;

function only(found: readonly PersonName[]): string | null {
  return found.length === 1 ? (found[0]?.user ?? null) : null;
}

/**
 * Which colleague a cell means: the whole name; a surname with title (王經理, 林小姐) or 小王, 老陳; the given name (建國,
 * Amy) — each only where it fits exactly one. Null where nobody or more than one fits.
 */
export function guessPerson(value: string, people: readonly PersonName[]): string | null {
  const typed = plain(value);
  if (typed === '') return null;
  const known = people.map((person) => ({ ...person, plain: plain(person.name) }));
  const joined = typed.replaceAll(' ', '');
  const whole = known.filter((person) => person.plain.replaceAll(' ', '') === joined);
  if (whole.length > 0) return only(whole);
  // Chen Amy for Amy Chen
  const turned = typed.split(' ').toSorted().join(' ');
  const sameWords = known.filter((person) => person.plain.split(' ').toSorted().join(' ') === turned);
  if (sameWords.length > 0) return only(sameWords);

  if (chinese.test(joined)) {
    const untitled = joined.replace(titles, '');
    const named = known.filter((person) => person.plain === untitled);
    if (named.length > 0) return only(named);
    const surname = /^[小老阿]./u.test(joined) && joined.length === 2 ? joined.charAt(1) : untitled;
    if (untitled !== joined || surname !== joined) {
      const family = known.filter((person) => chinese.test(person.plain) && surnameOf(person.plain) === surname);
      if (family.length > 0) return only(family);
    }
    return only(
      known.filter(
        (person) =>
          chinese.test(person.plain) &&
          joined.length >= 1 &&
          person.plain.slice(surnameOf(person.plain).length) === joined,
      ),
    );
  }
  // a word of the name: Amy for Amy Chen, Amy for 陳美 Amy
  return only(
    known.filter(
      (person) =>
        person.plain.split(' ').includes(typed) || person.plain.replace(/\p{Script=Han}/gu, ' ').trim() === typed,
    ),
  );
}
