// `a CCG`, `an ICB`: names of levels are the user's, so the article before them is found by their sound. Names that are
// all capitals are spoken letter by letter.

/** The name with its indefinite article: `an ICB`, `a Place`, `an LA`. */
export function withArticle(name: string): string {
  const isSpelled = /^\p{Lu}+s?$/u.test(name);
  const isVowel = isSpelled ? /^[AEFHILMNORSX]/.test(name) : /^[aeio]/i.test(name);
  return `${isVowel ? "an" : "a"} ${name}`;
}
