//! A table of phrases that is asked at every word of an answer: most words are turned away after one glance.

use std::collections::HashMap;

use super::text::Text;

#[derive(Debug)]
pub(super) struct Phrases<T> {
    /// Which first words can occur at all, by a sum of a few of their bytes.
    glance: [bool; 256],
    by_first_word: HashMap<&'static str, Vec<(&'static str, T)>>,
}

impl<T: Copy> Phrases<T> {
    pub fn new(phrases: impl IntoIterator<Item = (&'static str, T)>) -> Self {
        let (mut glance, mut by_first_word) = ([false; 256], HashMap::<_, Vec<_>>::new());
        for (phrase, meaning) in phrases {
            let first = phrase.split(' ').next().unwrap_or(phrase);
            glance[usize::from(sum(first))] = true;
            by_first_word.entry(first).or_default().push((phrase, meaning));
        }
        Self { glance, by_first_word }
    }

    /// From a table in which phrases with the same meaning stand together, a bar between them.
    pub fn listed(table: &[(T, &'static str)]) -> Self {
        Self::new(table.iter().flat_map(|(meaning, row)| row.split('|').map(move |phrase| (phrase.trim(), *meaning))))
    }

    fn starting_at(&self, text: &Text, at: usize) -> &[(&'static str, T)] {
        let word = text.word(at);
        if word.is_empty() || !self.glance[usize::from(sum(word))] {
            return &[];
        }
        self.by_first_word.get(word).map_or(&[], Vec::as_slice)
    }

    /// The longest phrase that begins at a word: where it ends, and what it means.
    pub fn longest(&self, text: &Text, at: usize) -> Option<(usize, T)> {
        let all = self.starting_at(text, at).iter();
        all.filter_map(|(phrase, meaning)| text.phrase(at, phrase).map(|end| (end, *meaning)))
            .max_by_key(|(end, _)| *end)
    }

    /// The phrase that means most, and of several the longest.
    pub fn strongest(&self, text: &Text, at: usize) -> Option<(usize, T)>
    where
        T: Ord,
    {
        let all = self.starting_at(text, at).iter();
        all.filter_map(|(phrase, meaning)| text.phrase(at, phrase).map(|end| (end, *meaning)))
            .max_by_key(|(end, meaning)| (*meaning, *end))
    }
}

impl Phrases<()> {
    pub fn end(&self, text: &Text, at: usize) -> Option<usize> {
        self.longest(text, at).map(|(end, ())| end)
    }
}

fn sum(word: &str) -> u8 {
    let bytes = word.as_bytes();
    let (first, last) = (bytes.first().copied().unwrap_or(0), bytes.last().copied().unwrap_or(0));
    first.wrapping_mul(31).wrapping_add(last.wrapping_mul(7)).wrapping_add(word.len().to_le_bytes()[0])
}
