//! Lists of numbers, stored once each.

/// A set of lists, numbered from 0 in the order of their first occurrence. Memory is linear in the lists that differ.
#[derive(Debug, Clone)]
pub(super) struct Lists {
    starts: Vec<usize>,
    items: Vec<u32>,
    /// Positions plus 1 by hash, linearly probed; 0: free. Its length is a power of two.
    table: Vec<u32>,
}

impl Lists {
    pub(super) fn new() -> Self {
        Self { starts: vec![0], items: Vec::new(), table: vec![0; 64] }
    }

    pub(super) fn len(&self) -> usize {
        self.starts.len() - 1
    }

    pub(super) fn get(&self, position: usize) -> &[u32] {
        &self.items[self.starts[position]..self.starts[position + 1]]
    }

    /// The position of `list`, which is added where it is new.
    pub(super) fn position_of(&mut self, list: &[u32]) -> usize {
        if 2 * (self.len() + 1) > self.table.len() {
            self.widen();
        }
        let slot = self.slot_of(list);
        if self.table[slot] == 0 {
            self.items.extend_from_slice(list);
            self.starts.push(self.items.len());
            self.table[slot] = u32::try_from(self.len()).expect("fewer lists than points");
        }
        self.table[slot] as usize - 1
    }

    /// The lists end to end, and where each begins.
    pub(super) fn into_parts(self) -> (Vec<usize>, Vec<u32>) {
        (self.starts, self.items)
    }

    /// Where `list` is or belongs.
    fn slot_of(&self, list: &[u32]) -> usize {
        let last = self.table.len() - 1;
        let mut slot = hash(list) & last;
        while self.table[slot] != 0 && self.get(self.table[slot] as usize - 1) != list {
            slot = (slot + 1) & last;
        }
        slot
    }

    fn widen(&mut self) {
        self.table = vec![0; 4 * self.table.len()];
        for position in 0..self.len() {
            let slot = self.slot_of(self.get(position));
            self.table[slot] = position as u32 + 1;
        }
    }
}

/// Multiplied and folded word by word; the upper half, which mixes best, comes down at the end.
fn hash(list: &[u32]) -> usize {
    const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;
    let mixed = list.iter().fold(list.len() as u64, |hash, &word| {
        (hash.rotate_left(5) ^ u64::from(word)).wrapping_mul(FACTOR)
    });
    (mixed ^ (mixed >> 32)) as usize
}
