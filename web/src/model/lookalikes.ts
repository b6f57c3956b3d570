// Names that can be taken for others. A few of the letters that Unicode's list of confusables has (UTS 39): those of the
// three alphabets of which whole names can be imitated.
const LETTERS = "аaвbеeкkмmнhоoрpсcтtуyхxіiјjѕsԁdһhԛqԝw" + "αaβbεeζzηhιiκkμmνnοoρpτtυyχx";
const LATIN = new Map<string, string>();
for (let i = 0; i < LETTERS.length; i += 2) LATIN.set(LETTERS[i]!, LETTERS[i + 1]!);

const ALPHABETS = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u];

/** The same for names that look alike. */
export function skeletonOf(name: string): string {
  return [...name.normalize("NFKC").toLowerCase()].map((letter) => LATIN.get(letter) ?? letter).join("");
}

/** Whether it has letters of more than one of these alphabets, as hardly any true name does. */
export function isMixed(name: string): boolean {
  return ALPHABETS.filter((alphabet) => alphabet.test(name)).length > 1;
}
