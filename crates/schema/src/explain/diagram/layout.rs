//! Where boxes stand: layers from left to right by the longest way from the beginning, in each layer in the order with
//! the fewest crossings that a few sweeps find. A line over several layers has a lane of its own in each.

use super::{Card, Chart};
use crate::text::columns;

/// Width of a letter; kanji take two.
pub(super) const LETTER: usize = 7;
/// Height of a row.
pub(super) const ROW: usize = 22;
/// Height of the head of a box.
pub(super) const HEAD: usize = 30;
/// Blank inside a box, left and right.
pub(super) const INSET: usize = 12;
/// Most columns of a row; what is longer is cut in the picture and whole in the text beside it.
const MOST_COLUMNS: usize = 56;
/// Between two layers, and between two boxes.
const BETWEEN: (usize, usize) = (90, 26);
/// Height of a lane.
const LANE: usize = 10;
/// How often the layers are put in order.
const SWEEPS: usize = 8;

/// A picture with its places.
#[derive(Debug)]
pub(super) struct Plan {
    /// One for each box.
    pub(super) boxes: Vec<Place>,
    /// From a row to a box.
    pub(super) lines: Vec<Line>,
    pub(super) width: usize,
    pub(super) height: usize,
}

/// A rectangle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Place {
    pub(super) x: usize,
    pub(super) y: usize,
    pub(super) width: usize,
    pub(super) height: usize,
}

/// A line from row `row` of box `from`, over lanes, to box `to`.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) from: usize,
    pub(super) row: usize,
    pub(super) to: usize,
    /// Leads to a layer further left, or the same.
    pub(super) back: bool,
    /// Points that it runs through.
    pub(super) lanes: Vec<(usize, usize)>,
}

/// A text cut to what a row holds.
pub(super) fn cut(text: &str) -> String {
    if columns(text) <= MOST_COLUMNS {
        return text.to_owned();
    }
    let mut width = 0;
    let fits = |c: &char| {
        width += columns(c.encode_utf8(&mut [0; 4]));
        width < MOST_COLUMNS
    };
    text.chars().take_while(fits).chain(['…']).collect()
}

/// Something in a layer: a box, or the lane of a line.
#[derive(Clone, Copy, PartialEq)]
enum Thing {
    Card(usize),
    Lane(usize),
}

/// Places for everything.
pub(super) fn plan(chart: &Chart) -> Plan {
    let layers = layers(&chart.cards);
    let mut lines = Vec::new();
    for (from, card) in chart.cards.iter().enumerate() {
        for (row, to) in card.rows.iter().enumerate().filter_map(|(at, row)| Some((at, row.to?))) {
            lines.push(Line { from, row, to, back: layers[to] <= layers[from], lanes: Vec::new() });
        }
    }
    let mut columns: Vec<Vec<Thing>> = vec![Vec::new(); layers.iter().max().map_or(0, |last| last + 1)];
    layers.iter().enumerate().for_each(|(card, layer)| columns[*layer].push(Thing::Card(card)));
    for (number, line) in lines.iter().enumerate() {
        let (a, b) = (layers[line.from].min(layers[line.to]), layers[line.from].max(layers[line.to]));
        (a + 1..b).for_each(|layer| columns[layer].push(Thing::Lane(number)));
    }
    order(&mut columns, &lines);
    place(chart, &columns, lines)
}

/// The layer of each box: the longest way from the first box over lines that do not lead back.
fn layers(cards: &[Card]) -> Vec<usize> {
    let mut order = Vec::new();
    let mut state = vec![0_u8; cards.len()];
    let mut back = Vec::new();
    let begins = |card: &usize| cards[*card].mark != super::Mark::Start;
    let mut starts: Vec<usize> = (0..cards.len()).collect();
    starts.sort_by_key(begins);
    for start in starts {
        let mut stack = vec![(start, 0)];
        while let Some((card, row)) = stack.pop() {
            if row == 0 {
                if state[card] != 0 {
                    continue;
                }
                state[card] = 1;
            }
            let Some(next) = cards[card].rows.get(row) else {
                state[card] = 2;
                order.push(card);
                continue;
            };
            stack.push((card, row + 1));
            if let Some(to) = next.to {
                match state[to] {
                    0 => stack.push((to, 0)),
                    1 => back.push((card, row)),
                    _ => {}
                }
            }
        }
    }
    let mut layers = vec![0; cards.len()];
    for card in order.into_iter().rev() {
        for (row, to) in cards[card].rows.iter().enumerate().filter_map(|(at, row)| Some((at, row.to?))) {
            if !back.contains(&(card, row)) {
                layers[to] = layers[to].max(layers[card] + 1);
            }
        }
    }
    layers
}

/// Puts each layer in the order of the middle of its neighbours, to and fro.
fn order(columns: &mut [Vec<Thing>], lines: &[Line]) {
    for sweep in 0..SWEEPS {
        let forward = sweep % 2 == 0;
        let numbers: Vec<usize> =
            if forward { (1..columns.len()).collect() } else { (0..columns.len().saturating_sub(1)).rev().collect() };
        for number in numbers {
            let beside = columns[if forward { number - 1 } else { number + 1 }].clone();
            let at = |thing: Thing| beside.iter().position(|other| *other == thing);
            let middle = |thing: &Thing, now: usize| -> usize {
                let found: Vec<usize> = match *thing {
                    Thing::Lane(line) => at(Thing::Lane(line))
                        .or_else(|| at(Thing::Card(lines[line].from)))
                        .or_else(|| at(Thing::Card(lines[line].to)))
                        .into_iter()
                        .collect(),
                    Thing::Card(card) => {
                        let touching =
                            lines.iter().enumerate().filter(|(_, line)| line.from == card || line.to == card);
                        let other = touching.filter_map(|(n, line)| {
                            let other = if line.from == card { line.to } else { line.from };
                            at(Thing::Lane(n)).or_else(|| at(Thing::Card(other)))
                        });
                        other.collect()
                    }
                };
                if found.is_empty() { now * 1000 } else { found.iter().sum::<usize>() * 1000 / found.len() }
            };
            let mut keyed: Vec<(usize, Thing)> =
                columns[number].iter().enumerate().map(|(now, thing)| (middle(thing, now), *thing)).collect();
            keyed.sort_by_key(|(key, _)| *key);
            columns[number] = keyed.into_iter().map(|(_, thing)| thing).collect();
        }
    }
}

/// The size of a box by its texts.
fn size(card: &Card) -> (usize, usize) {
    let head = columns(&card.title) + columns(card.mark.sign()) + 2;
    let widest = card.rows.iter().map(|row| columns(&cut(&row.text))).max().unwrap_or(0).max(head);
    (widest * LETTER + 2 * INSET, HEAD + card.rows.len() * ROW + if card.rows.is_empty() { 0 } else { 8 })
}

fn place(chart: &Chart, layers: &[Vec<Thing>], mut lines: Vec<Line>) -> Plan {
    let mut boxes = vec![Place::default(); chart.cards.len()];
    let height_of = |thing: &Thing| match *thing {
        Thing::Card(card) => size(&chart.cards[card]).1 + BETWEEN.1,
        Thing::Lane(_) => LANE,
    };
    let heights: Vec<usize> = layers.iter().map(|layer| layer.iter().map(height_of).sum()).collect();
    let height = heights.iter().max().copied().unwrap_or(0);
    let mut x = BETWEEN.0 / 2;
    for (layer, used) in layers.iter().zip(&heights) {
        let cards = layer.iter().filter_map(|thing| match thing {
            Thing::Card(card) => Some(size(&chart.cards[*card]).0),
            Thing::Lane(_) => None,
        });
        let wide = cards.max().unwrap_or(0);
        let mut y = BETWEEN.1 / 2 + (height - used) / 2;
        for thing in layer {
            match *thing {
                Thing::Card(card) => {
                    boxes[card] = Place { x, y, width: wide, height: size(&chart.cards[card]).1 };
                }
                Thing::Lane(line) => {
                    let (left, right) = ((x, y + LANE / 2), (x + wide, y + LANE / 2));
                    lines[line].lanes.extend([left, right]);
                }
            }
            y += height_of(thing);
        }
        x += wide + BETWEEN.0;
    }
    lines.iter_mut().filter(|line| line.back).for_each(|line| line.lanes.reverse());
    Plan { boxes, lines, width: x.saturating_sub(BETWEEN.0 / 2), height: height + BETWEEN.1 }
}
