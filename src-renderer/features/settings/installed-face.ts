/** Whether a family is on this machine, found by measuring: the permission to list typefaces is denied with all others. */
export function isFaceInstalled(family: string): boolean {
  const context = document.createElement('canvas').getContext('2d');
  if (!context) return true;
  const widthIn = (families: string): number => {
    context.font = `72px ${families}`;
    return context.measureText('Hamburgefonstiv mmmwwwiii 0123').width;
  };
  const name = `"${family.replaceAll(/["\\]/g, '')}"`;
  return ['serif', 'sans-serif', 'monospace'].some(
    (usual) => widthIn(`${name}, ${usual}`) !== widthIn(usual),
  );
}
