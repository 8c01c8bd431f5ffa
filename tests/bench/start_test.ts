import { assertEquals } from "@std/assert";
import { stageTimes } from "./start.ts";

Deno.test("stageTimes() reads the shims' timelines, quoted or not, among other lines", () => {
  const stages = stageTimes([
    'time="2026-01-01T00:00:00Z" level=info msg="boot timeline" id=a timeline={"start":0,"serve":21.5}',
    'time="2026-01-01T00:00:00Z" level=info msg="something else" timeline={"start":7}',
    'time="2026-01-01T00:00:00Z" level=info msg="boot timeline" id=b timeline="{\\"start\\":0,\\"serve\\":23}" runtime=x',
  ]);
  assertEquals([...stages], [["start", [0, 0]], ["serve", [21.5, 23]]]);
});
