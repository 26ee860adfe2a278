/** Pixels that the badges of a few tags may take up in a line of the list. */
const tagRoom = 104;

/** About how wide a tag's badge is, in pixels: full-width signs take about twice the room of others. */
function badgeWidth(tag: string): number {
  let width = 22;
  for (const sign of tag) width += (sign.codePointAt(0) ?? 0) > 0x2e7f ? 11 : 7;
  return width;
}

/** How many of the tags have room on one line; at least the first, cut where it must be. */
export function tagsWithRoom(tags: readonly string[], room = tagRoom): number {
  let left = room;
  const fitting = tags.findIndex((tag) => {
    left -= badgeWidth(tag);
    return left < 0;
  });
  return fitting < 0 ? tags.length : Math.max(1, fitting);
}
