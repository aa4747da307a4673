"""The pure ranking: counted words in, SOPs in order out."""

from copilot.sops.ranking import Candidate, SopSize, combine, idf, rank


def section(key, sop, *, similarity=None, heading=(), **text):
    return Candidate(key, sop, dict.fromkeys(heading, 1), text, 20, similarity)


def collection(**titles):
    return [SopSize(sop, dict.fromkeys(title.split(), 1), 40, 2) for sop, title in titles.items()]


SOPS = collection(a="refund", b="deliveri", c="password")


def order(query, candidates, sops=SOPS, **more):
    return [found.sop for found in rank(dict.fromkeys(query.split(), 1.0), sops, candidates, **more)]


def test_a_rare_word_outweighs_a_common_one():
    candidates = [section(1, "a", order=1), section(2, "b", order=1), section(3, "c", order=1, locker=1)]
    assert order("order locker", candidates)[0] == "c"


def test_a_title_word_tells_even_when_every_text_has_it():
    candidates = [section(1, "a", password=1), section(2, "b", password=3), section(3, "c", password=1)]
    assert order("password", candidates)[0] == "c"


def test_sections_are_ordered_within_their_sop():
    candidates = [section(1, "a", refund=1), section(2, "a", refund=1, late=1), section(3, "b", deliveri=1)]
    (found, *_) = rank({"refund": 1, "late": 1}, SOPS, candidates)
    assert (found.sop, found.sections) == ("a", (2, 1))


def test_a_sop_of_the_category_leads_even_without_a_word_in_common():
    assert order("refund", [section(1, "a", refund=2)], bound=frozenset({"c"})) == ["c", "a"]


def test_sops_without_anything_in_common_are_not_found():
    assert order("zebra", []) == []


def test_meaning_decides_where_words_do_not():
    candidates = [
        section(n, sop, similarity=s) for n, (sop, s) in enumerate([("a", 0.1), ("b", 0.7), ("c", 0.2)])
    ]
    assert order("zebra", candidates)[0] == "b"


def test_a_sops_meaning_is_that_of_its_best_section():
    candidates = [
        section(1, "a", similarity=0.5),
        section(2, "b", similarity=0.1),
        section(3, "b", similarity=0.8),
        section(4, "c", similarity=0.4),
    ]
    assert order("zebra", candidates)[0] == "b"


def test_shared_words_are_named_rarest_first():
    candidates = [section(1, "a", order=1, late=1), section(2, "b", order=1)]
    assert rank({"order": 1, "late": 1}, SOPS, candidates)[0].shared == ("late", "order")


def test_rarity_falls_with_frequency_and_is_never_negative():
    rarity = idf([{"x": 1, "y": 1}, {"y": 1}, {"y": 1}], 3)
    assert rarity["x"] > rarity["y"] > 0


def test_an_entry_without_a_vector_counts_as_average():
    scores = combine({"a": 1.0, "b": 1.0, "c": 1.0}, {"a": 0.9, "b": 0.1, "c": None})
    assert scores["a"] > scores["c"] > scores["b"]


def test_equal_scores_do_not_divide_by_zero():
    assert combine({"a": 1.0}, {"a": 0.5}) == {"a": 0.0}


def test_an_empty_collection_finds_nothing():
    assert rank({"refund": 1}, [], []) == []


def test_a_word_of_like_meaning_finds_and_the_word_itself_counts_for_more():
    sops = collection(a="voucher", b="coupon", c="password")
    alike = {"voucher": frozenset({"coupon"})}
    assert order("voucher", [section(1, "a"), section(2, "b"), section(3, "c")], sops, alike=alike) == [
        "a",
        "b",
    ]


def test_several_words_of_like_meaning_count_once():
    sops = collection(a="chang", b="edit modifi", c="password")
    alike = {"chang": frozenset({"edit", "modifi"})}
    one, both = section(1, "a", edit=1), section(2, "b", edit=1, modifi=1)
    scores = {found.sop: found.score for found in rank({"chang": 1}, sops, [one, both], alike=alike)}
    assert scores["a"] > scores["b"]


def test_a_word_of_like_meaning_is_worth_no_more_for_being_rarer():
    sops = collection(a="x", b="y", c="z")
    candidates = [section(1, "a", order=1), section(2, "b", order=1), section(3, "c", order=1, purchas=1)]
    alike = {"order": frozenset({"purchas"})}
    assert len({found.score for found in rank({"order": 1}, sops, candidates, alike=alike)}) == 1


def test_words_together_in_a_section_count_for_more_than_words_strewn_about():
    together = [section(1, "a", late=1, parcel=1), section(2, "a")]
    apart = [section(3, "b", late=1), section(4, "b", parcel=1)]
    assert order("late parcel", [*apart, *together], collection(a="x", b="y")) == ["a", "b"]
