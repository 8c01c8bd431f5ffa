/** Line charts as SVG, side by side: what a bench draws of figures that grow. */

export interface Chart {
  title: string;
  xLabel: string;
  yLabel: string;
  lines: { name: string; points: { x: number; y: number }[] }[];
}

const WIDTH = 480, HEIGHT = 320;
const MARGIN = { left: 64, right: 16, top: 36, bottom: 44 };
const COLOURS = ["#777777", "#d9480f", "#1864ab", "#2b8a3e"];

/** One picture of all charts, next to each other. */
export function chartsSvg(charts: readonly Chart[]): string {
  const parts = charts.map((chart, index) => `<g transform="translate(${index * WIDTH} 0)">${draw(chart)}</g>`);
  const size = `width="${charts.length * WIDTH}" height="${HEIGHT}" viewBox="0 0 ${charts.length * WIDTH} ${HEIGHT}"`;
  const style = `font-family="sans-serif" font-size="12" fill="#222222"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} ${style}>\n` +
    `<rect width="100%" height="100%" fill="#ffffff"/>\n${parts.join("\n")}\n</svg>\n`;
}

function draw({ title, xLabel, yLabel, lines }: Chart): string {
  const points = lines.flatMap((line) => line.points);
  const xTicks = ticks(Math.max(...points.map(({ x }) => x)));
  const yTicks = ticks(Math.max(...points.map(({ y }) => y)));
  const width = WIDTH - MARGIN.left - MARGIN.right, height = HEIGHT - MARGIN.top - MARGIN.bottom;
  const atX = (x: number) => (MARGIN.left + x / xTicks.at(-1)! * width).toFixed(1);
  const atY = (y: number) => (MARGIN.top + height - Math.max(0, y) / yTicks.at(-1)! * height).toFixed(1);
  const text = (x: number | string, y: number | string, anchor: string, content: string) =>
    `<text x="${x}" y="${y}" text-anchor="${anchor}">${content}</text>`;
  const grid = [
    ...yTicks.map((y) => `<path d="M${MARGIN.left} ${atY(y)}h${width}" stroke="#dddddd"/>`),
    ...yTicks.map((y) => text(MARGIN.left - 6, Number(atY(y)) + 4, "end", String(y))),
    ...xTicks.map((x) => text(atX(x), HEIGHT - MARGIN.bottom + 18, "middle", String(x))),
  ];
  const curves = lines.map(({ name, points }, index) => {
    const colour = COLOURS[index % COLOURS.length];
    const path = points.map(({ x, y }) => `${atX(x)},${atY(y)}`).join(" ");
    const legend = `<text x="${MARGIN.left + 10}" y="${MARGIN.top + 16 + index * 16}" fill="${colour}">${name}</text>`;
    return `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2"/>${legend}`;
  });
  const labels = [
    `<text x="${WIDTH / 2}" y="20" text-anchor="middle" font-weight="bold">${title}</text>`,
    text(MARGIN.left + width / 2, HEIGHT - 8, "middle", xLabel),
    text(8, MARGIN.top - 10, "start", yLabel),
  ];
  return [...grid, ...curves, ...labels].join("");
}

/** Round numbers from 0 to at least `most`, four to eight of them. */
export function ticks(most: number): number[] {
  const rough = Math.max(most, 1e-9) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= rough)!;
  const count = Math.ceil(most / step - 1e-9);
  return Array.from({ length: Math.max(1, count) + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}
