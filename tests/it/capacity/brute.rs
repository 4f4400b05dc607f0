use yike::domain::location::*;

/// What serving demand `i` wholly from site `j` adds to the objective; none: out of reach.
pub(crate) fn worth(instance: &Instance, question: &Question, i: usize, j: usize) -> Option<f64> {
    let Metric::Table(table) = instance.metric() else {
        return None;
    };
    let (sites, values) = table.row(i);
    let at = sites.iter().position(|&site| site as usize == j)?;
    match &question.goal {
        Goal::MaximalCover { decay, .. } => {
            let cover = decay.cover(values[at]);
            (cover > 0.0).then_some(cover * instance.weights()[i])
        }
        _ => Some(values[at] * instance.cost_factor(i)),
    }
}

/// The best objective, by trying every open set; none: no set serves all.
pub(crate) fn best(instance: &Instance, question: &Question) -> Option<f64> {
    let sites = instance.sites();
    let maximise = question.sense() == Sense::Maximise;
    let mut best: Option<f64> = None;
    for set in 0..1u32 << sites {
        let open: Vec<usize> = (0..sites).filter(|j| set >> j & 1 == 1).collect();
        let Some(charge) = charge(instance, question, &open) else {
            continue;
        };
        let service = if question.capacity == Capacity::SingleSource {
            let mut room: Vec<f64> = instance.capacities().expect("capacities").to_vec();
            whole(instance, question, &open, 0, &mut room)
        } else {
            split(instance, question, &open)
        };
        if let Some(service) = service {
            let value = charge + service;
            best = Some(match best {
                None => value,
                Some(best) if maximise => best.max(value),
                Some(best) => best.min(value),
            });
        }
    }
    best
}

fn charge(instance: &Instance, question: &Question, open: &[usize]) -> Option<f64> {
    let (mut count, mut sum) = (0, 0.0);
    for (j, rule) in instance.rules().iter().enumerate() {
        let is_open = open.contains(&j);
        match rule {
            SiteRule::Existing | SiteRule::Required if !is_open => return None,
            SiteRule::Forbidden if is_open => return None,
            _ => {}
        }
        if is_open && *rule != SiteRule::Existing {
            count += 1;
            sum += instance.fixed_costs()[j];
        }
    }
    match &question.goal {
        Goal::Median { count: p } => (count == *p).then_some(0.0),
        Goal::FixedCharge { count: most } => most.is_none_or(|most| count <= most).then_some(sum),
        Goal::MaximalCover { opening: Opening::Budget(budget), .. } => {
            (sum <= budget * (1.0 + 1e-12)).then_some(0.0)
        }
        Goal::MaximalCover { opening: Opening::Count(most), .. } => (count <= *most).then_some(0.0),
        _ => None,
    }
}

fn whole(
    instance: &Instance,
    question: &Question,
    open: &[usize],
    i: usize,
    room: &mut Vec<f64>,
) -> Option<f64> {
    if i == instance.points() {
        return Some(0.0);
    }
    let weight = instance.weights()[i];
    let maximise = question.sense() == Sense::Maximise;
    let mut best =
        (maximise || weight == 0.0).then(|| whole(instance, question, open, i + 1, room)).flatten();
    if weight == 0.0 {
        return best;
    }
    for &j in open {
        let Some(worth) = worth(instance, question, i, j) else {
            continue;
        };
        if weight <= room[j] {
            room[j] -= weight;
            let rest = whole(instance, question, open, i + 1, room);
            room[j] += weight;
            if let Some(rest) = rest {
                let value = worth + rest;
                best = Some(match best {
                    None => value,
                    Some(best) if maximise => best.max(value),
                    Some(best) => best.min(value),
                });
            }
        }
    }
    best
}

/// A flow of least cost by Bellman and Ford's shortest paths: source, points, sites, sink.
fn split(instance: &Instance, question: &Question, open: &[usize]) -> Option<f64> {
    let maximise = question.sense() == Sense::Maximise;
    let (points, sites) = (instance.points(), open.len());
    let sink = points + sites + 1;
    let mut arcs: Vec<(usize, usize, f64, f64)> = Vec::new();
    let mut add = |from, to, room, cost| {
        arcs.push((from, to, room, cost));
        arcs.push((to, from, 0.0, -cost));
    };
    let capacities = instance.capacities().expect("capacities");
    for (i, &weight) in instance.weights().iter().enumerate() {
        add(0, 1 + i, weight, 0.0);
        if weight > 0.0 {
            for (at, &j) in open.iter().enumerate() {
                if let Some(worth) = worth(instance, question, i, j) {
                    let cost = if maximise { -worth } else { worth } / weight;
                    add(1 + i, 1 + points + at, f64::INFINITY, cost);
                }
            }
        }
    }
    for (at, &j) in open.iter().enumerate() {
        add(1 + points + at, sink, capacities[j], 0.0);
    }
    let (mut sent, mut cost) = (0.0, 0.0);
    loop {
        let mut distance = vec![f64::INFINITY; sink + 1];
        let mut via = vec![usize::MAX; sink + 1];
        distance[0] = 0.0;
        for _ in 0..=sink {
            for (at, &(from, to, room, by)) in arcs.iter().enumerate() {
                if room > 1e-12 && distance[from] + by < distance[to] - 1e-12 {
                    distance[to] = distance[from] + by;
                    via[to] = at;
                }
            }
        }
        if distance[sink].is_infinite() || (maximise && distance[sink] >= 0.0) {
            break;
        }
        let (mut amount, mut at) = (f64::INFINITY, sink);
        while at != 0 {
            amount = amount.min(arcs[via[at]].2);
            at = arcs[via[at]].0;
        }
        at = sink;
        while at != 0 {
            arcs[via[at]].2 -= amount;
            arcs[via[at] ^ 1].2 += amount;
            at = arcs[via[at]].0;
        }
        sent += amount;
        cost += amount * distance[sink];
    }
    let all: f64 = instance.weights().iter().sum();
    if maximise { Some(-cost) } else { (sent >= all - 1e-9).then_some(cost) }
}
