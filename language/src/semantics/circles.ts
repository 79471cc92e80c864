import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { namesRules } from "../diagnostics/rules/names.js";
import { circleStep } from "../diagnostics/rules/wording.js";
import type { SegmentEntry } from "./criteria/arrangement.js";
import type { DefineEntry } from "./defines.js";
import { FileReporter } from "./reporter.js";

type Node = DefineEntry | SegmentEntry;

/** Of the members of a circle; nobody reads hundreds. */
const MOST_PLACES = 20;

/**
 * Reports definitions that lead back to themselves, one message for each knot of them, and marks them broken. A segment
 * depends on what its condition names; as classified also, in an ordered criterion, on its earlier siblings, and an
 * `otherwise` on all its siblings.
 */
export function reportCircles(nodes: readonly Node[], report: (diagnostic: Diagnostic) => void): void {
  for (const knot of knots(nodes)) {
    const members = new Set(knot);
    const first = nodes.find((node) => members.has(node))!;
    const circle = shortestCircle(first, members);
    const [reported, ...others] = circle;
    const reporter = new FileReporter(reported!.file, report);
    const labels = [...circle, reported!].map((node) => node.label);
    const related = others.slice(0, MOST_PLACES).map((node, index) => ({
      location: { file: node.file.path, span: node.name.span },
      message: circleStep(node.label, labels[index + 2]!),
    }));
    reporter.report(namesRules.circularDefinition, { circle: labels }, reported!.name.span, { related });
    for (const node of knot) node.broken = true;
  }
}

/** What the meaning of a node rests on. */
function dependenciesOf(node: Node): readonly Node[] {
  if (node.kind === "define") return node.references;
  return [...node.references, ...siblingsExcluded(node)];
}

/** Fewer dependencies with the same reach: in an ordered criterion the nearest sibling leads to all before it. */
function nearestDependencies(node: Node): readonly Node[] {
  if (node.kind === "define" || node.criterion === null) return node.references;
  if (node.expression === null) return dependenciesOf(node);
  if (!node.criterion.ordered) return node.references;
  const siblings = node.criterion.segments;
  const position = siblings.indexOf(node);
  return position < 1 ? node.references : [...node.references, siblings[position - 1]!];
}

/** The siblings that a segment's membership excludes. */
export function siblingsExcluded(segment: SegmentEntry): readonly SegmentEntry[] {
  const { criterion, expression } = segment;
  if (criterion === null) return [];
  if (expression === null) return criterion.segments.filter((sibling) => sibling.expression !== null);
  return criterion.ordered ? criterion.segments.slice(0, Math.max(0, criterion.segments.indexOf(segment))) : [];
}

/** Depends on nothing, as most segments do; and what depends on nothing lies on no circle. */
function isFree(node: Node): boolean {
  return (
    node.references.length === 0 && (node.kind === "define" || (!node.criterion?.ordered && node.expression !== null))
  );
}

/** Strongly connected components that hold a circle (Tarjan 1972), with a stack of our own: chains may be long. */
function knots(nodes: readonly Node[]): Node[][] {
  const found: Node[][] = [];
  const order = new Map<Node, number>();
  const lowest = new Map<Node, number>();
  const path: Node[] = [];
  const onPath = new Set<Node>();
  const enter = (node: Node) => {
    order.set(node, order.size);
    lowest.set(node, order.size - 1);
    path.push(node);
    onPath.add(node);
    return { node, dependencies: nearestDependencies(node), next: 0 };
  };
  for (const start of nodes) {
    if (order.has(start) || isFree(start)) continue;
    const visits = [enter(start)];
    for (let visit = visits.at(-1); visit !== undefined; visit = visits.at(-1)) {
      const { node, dependencies } = visit;
      const dependency = dependencies[visit.next];
      if (dependency !== undefined) {
        visit.next += 1;
        if (isFree(dependency)) continue;
        if (!order.has(dependency)) visits.push(enter(dependency));
        else if (onPath.has(dependency)) lowest.set(node, Math.min(lowest.get(node)!, order.get(dependency)!));
        continue;
      }
      visits.pop();
      const below = visits.at(-1)?.node;
      if (below !== undefined) lowest.set(below, Math.min(lowest.get(below)!, lowest.get(node)!));
      if (lowest.get(node) !== order.get(node)) continue;
      const component = path.splice(path.lastIndexOf(node));
      for (const member of component) onPath.delete(member);
      if (component.length > 1 || dependencies.includes(node)) found.push(component);
    }
  }
  return found;
}

/** The shortest way from a node through others of its knot back to it. */
function shortestCircle(start: Node, members: ReadonlySet<Node>): Node[] {
  const cameFrom = new Map<Node, Node>();
  const queue = [start];
  for (const node of queue) {
    for (const dependency of dependenciesOf(node)) {
      if (dependency === start) {
        const circle = [node];
        while (circle[0] !== start) circle.unshift(cameFrom.get(circle[0]!)!);
        return circle;
      }
      if (members.has(dependency) && !cameFrom.has(dependency)) {
        cameFrom.set(dependency, node);
        queue.push(dependency);
      }
    }
  }
  return [start];
}
