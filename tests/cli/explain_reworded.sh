# explain says why two articles share a passage in other words, and why they don't: one case for each verdict that a few
# articles can show. What it calls kept is what passages lists.
. tests/cli/common.bash

# Why article $2 and article $3 of collection $1: the lines between "compared for rewording" and the next section.
compared() {
    expect 0 "$STEMMA" explain -c "$1" "$2" "$3"
    out=$(sed -n '/^compared for rewording/,/^passages/p' <<<"$out")
}

# Every passage in other words of collection $1 is called kept for both its articles, and nothing else is.
kept_is_listed() {
    expect 0 "$STEMMA" passages --json -c "$1"
    grep -F '"kind":"reworded"' <<<"$out" >"$folder/reworded" || true
    expect 0 "$STEMMA" articles --json -c "$1"
    sed -E 's/.*"article":"([^"]*)".*/\1/' <<<"$out" >"$folder/ids"
    while read -r id; do
        "$STEMMA" explain --json -c "$1" "$id" >"$folder/explained" || fail "explain --json $id"
        grep -o '"verdict":"kept","passage":"p[0-9]*"' "$folder/explained" | grep -o 'p[0-9]*"$' | sort >"$folder/kept" || true
        name=$("$STEMMA" articles --json -c "$1" | grep -F "\"article\":\"$id\"" | sed -E 's/.*"path":"([^"]*)".*/\1/')
        grep -F "\"article\":\"$name\"" "$folder/reworded" | sed -E 's/.*"id":"(p[0-9]+").*/\1/' | sort >"$folder/listed" || true
        diff "$folder/listed" "$folder/kept" || fail "$id: what is listed and what is kept"
    done <"$folder/ids"
    grep -q '"why":"' "$folder/reworded" || fail "no passage in other words with its reason"
}

cat >"$folder/news.jsonl" <<'EOF'
{"id":"base","outlet":"Tidewater Courier","published":"2021-03-04","text":"Salvage crews raised the sunken trawler Merganser from the silted basin on Thursday, hauling corroded winches and tangled nets onto a barge while divers checked the hull for leaking fuel. The wreck had blocked the narrow channel for eleven weeks, forcing ferries to anchor outside the breakwater and pilots to guide freighters through shallow water at high tide. Engineers blamed a cracked valve in the bilge pump, which let seawater trickle into the engine room until the batteries drowned and the alarm fell silent.\n\nThe mayor thanked the volunteers who fed the crews with lentil soup, and promised that dredging would resume before the herring season begins."}
{"id":"phrases","outlet":"Northern Ledger","published":"2021-03-06","text":"A fishing boat that sank in winter is gone. Crews raised the sunken vessel from the silted basin, and hauled corroded winches and tangled nets onto a barge; divers checked its hull for leaking fuel. For eleven weeks the wreck blocked the narrow channel. It forced ferries to anchor outside the breakwater, and pilots had to guide freighters through shallow water at tide. A cracked valve in the bilge pump let seawater trickle in, engineers said, until batteries drowned and the alarm fell silent.\n\nTicket prices for the museum rise in autumn, the curator announced, because heating the greenhouse costs twice as much as last year."}
{"id":"event","outlet":"Skerry Times","published":"2021-03-05","text":"It took eleven weeks. On Thursday freighters could again use a channel that had been narrow at best, once barge and winches had brought up the trawler Merganser, fuel leaking out of her hull. Ferries no longer anchor off the breakwater. Nets, tangled and corroded, went ashore; so did batteries, drowned like the alarm, which had been silent when seawater came in by a valve that was cracked: a matter of the bilge pump, engineers think. Pilots found the basin silted, its water shallow even as tide rose, said divers.\n\nElsewhere the orchestra rehearses a forgotten symphony for brass and glockenspiel."}
{"id":"copied","outlet":"Skerry Times","published":"2021-03-09","text":"Our readers asked what became of the boat. Salvage crews raised the sunken trawler Merganser from the silted basin on Thursday, hauling corroded winches and tangled nets onto a barge while divers checked the hull for leaking fuel. The wreck, eleven weeks in the narrow channel, had blocked it and forced ferries to anchor beyond the breakwater; pilots guided freighters in shallow water when the tide was high.\n\nA beekeeper on the ridge counted more hives than ever and sold beeswax candles at the solstice market."}
{"id":"few","outlet":"Skerry Times","published":"2021-05-01","text":"A violinist tangled her nets of hair on a corroded hook, and the theatre laughed. The comedy about two bakers who inherit a lighthouse runs until June, with a cast of nine and a live goat on the stage."}
{"id":"nothing","outlet":"Skerry Times","published":"2021-06-01","text":"Gardeners swapped seedlings of kohlrabi and fennel in the parish hall, where a lecture on compost drew forty listeners and one sleeping terrier."}
{"id":"short","outlet":"Northern Ledger","published":"2021-04-02","text":"Pupils wrote poems about the sea. The best one reads: corroded winches, tangled nets, leaking fuel, silted basin, sunken trawler, drowned batteries.\n\nThe prize is a kite made of parchment and willow, and the jury of three retired cartographers praised the rhythm of the runner-up, who rhymed quilt with guilt."}
{"id":"wire","outlet":"Tidewater Courier","published":"2021-03-04","text":"The orchard cooperative voted on Sunday to uproot nine hundred blighted pear trees. A fungus that spreads by pruning shears had reached every terrace above the reservoir, and the growers feared that it would cross into the cherry plantations by midsummer.\n\nPhoto: A grower burns blighted branches beside the stone terrace above the reservoir while neighbours rake the smouldering ash into barrows."}
{"id":"unsure","outlet":"Skerry Times","published":"2021-03-05","text":"Council taxes stay as they are. Elsewhere in the valley nine hundred pear trees will go, since the orchard cooperative wants them uprooted; a fungus reached every terrace above the reservoir on pruning shears, and growers say cherry plantations could be next by midsummer.\n\nPhoto: Beside a stone terrace above the reservoir a grower burns branches that are blighted; neighbours rake ash, still smouldering, into their barrows."}
{"id":"twice","outlet":"Northern Ledger","published":"2021-03-07","text":"The cooperative voted to uproot nine hundred blighted pear trees, because a fungus that spreads by pruning shears reached each terrace above the reservoir. Growers feared it would cross into cherry plantations.\n\nThe bus timetable changes on Monday, with later departures from the quay and a new stop at the swimming baths, where tickets for the ferry are sold as well. Drivers asked for longer breaks, and the company agreed after a short walkout last week. The first bus leaves at six.\n\nTo repeat: growers voted, a cooperative will uproot nine hundred pear trees that are blighted, fungus spreads by shears used in pruning, and may cross from the terrace to cherries."}
{"id":"scattered","outlet":"Skerry Times","published":"2021-04-05","text":"A blighted romance, pear in hand: the novel begins so. It rained for a week in the capital, and the tram company gave out umbrellas with its own name on them, which passengers kept, lost, or sold on at the flea market behind the old opera house. Nobody minded much. A clerk wrote them all down in a green ledger that was shown to visitors on request. The ledger is thick and smells of camphor; it has been rebound twice by a monk who speaks four languages and plays the accordion at weddings, though never at funerals. He says that music should not be paid for. The shears hung over pruning charts. In the harbour museum a whale skeleton hangs from iron hooks, and schoolchildren lie beneath it on mats to count its ribs. They rarely agree. The guide gives a liquorice stick to whoever is closest, and one to whoever is furthest away, because she holds that both have learned something that day. On Fridays she tells the story of the blind captain who steered by smell alone and found his island in fog. The reservoir lay above the terrace. The chess club has moved from the cellar to the loft. It lost two boards on the stairs and gained a view of the chimneys, with storks on three of them. Members pay in coffee. The champion is eleven years old and bored, and wants to learn fencing instead; her grandfather, who taught her the openings, has begun to knit during her games so as not to look at the clock every minute. Smouldering ash filled the barrows. Somewhere a radio played waltzes while painters whitewashed the corridor of the tax office. They left a window open and swallows came in. By noon there was a nest on the stamp cabinet, and by order of the director, nothing was stamped until the young had flown in August. Three marriages were delayed, and one of them was called off, to general relief, as the groom owed money in every tavern. Growers of pumpkins met, and some feared frost. Bakers in the lower town quarrel over the right to sell pretzels on the bridge. One has a charter with a wax seal, the other has better pretzels. The magistrate eats both and postpones his verdict every spring. It is said that he has grown fat on justice, and that his successor will be chosen for a weak stomach and a taste for herring. Cherry red were the plantations."}
{"id":"archive","outlet":"Tidewater Courier","published":"2021-03-04","text":"Firefighters pumped water from the flooded archive all night. Parchment maps and church registers were carried across the square to the gymnasium, where restorers laid them between sheets of blotting paper. The archivist said that most would be saved, though a chronicle bound in calfskin had swollen beyond repair."}
{"id":"helpers","outlet":"Skerry Times","published":"2021-03-05","text":"A pipe burst on Saturday. Firefighters pumped water from the archive until dawn, and neighbours in dressing gowns formed a chain. Church registers, parchment maps and a box of love letters went across the square to the gymnasium; restorers laid sheets of blotting paper on every bench, table and vaulting horse they found. The heating had failed months ago, and nobody had mended it."}
{"id":"poem","outlet":"Northern Ledger","published":"2021-03-08","text":"The town is proud. In its gymnasium lie parchment and registers, sheets of blotting paper under vellum, and restorers whisper. Nobody had known that the archive flooded twice before: in the year of the comet, and when a drunken sexton left the fountain running into the church crypt.\n\nAsked for money, the county offered a dehumidifier and its sympathy."}
{"id":"captions","outlet":"Skerry Times","published":"2021-04-05","text":"The regatta was called off for lack of wind, and the crews played cards.\n\n(Photo: Acrobats in silver costumes balance barrels on a tightrope above the cobbled fishmarket while pigeons circle the belfry. Ola Brekkhus/Skerry Times)"}
{"id":"picture","outlet":"Northern Ledger","published":"2021-04-06","text":"Tolls on the mountain road double in May, the ministry said on Tuesday.\n\n(Photo: Above the cobbled fishmarket acrobats balance on a tightrope with barrels, in costumes of silver, and pigeons are circling the belfry. Rune Vatne/Northern Ledger)"}
EOF
cat >"$folder/tales.jsonl" <<'EOF'
{"id":"almanac","text":"The glassmaker of Vellborough learned her trade from a travelling tinker who slept in hayricks. He showed her how to blow a bubble of molten quartz through a clay pipe, and how to spin it until the rim curled outward like a lily. She practised every winter in a shed behind the tannery, burning peat and broken furniture. Her first goblets were cloudy and cracked, and the innkeeper used them for candle stubs. In the seventh year a duchess stopped for fresh horses and saw a decanter glowing in the window, green as a duckweed pond. She bought it, and ordered forty more for the wedding of her nephew. The glassmaker hired two apprentices, a deaf boy and a runaway novice, and built a furnace of firebrick that roared through the night. Neighbours complained of the smoke and petitioned the bailiff, who came, drank from a goblet, and went away. When the wedding guests toasted the couple, not a single stem broke, though the floor was strewn with herbs and dancers. From then on carts queued at her gate, and the tinker, grown old, was given a bed by the furnace. He died there in a mild spring, with a pipe of clay in his hand. The town carved a bubble on his stone and never knew his name."}
{"id":"digest","text":"Ferrymen of the lower delta vote next week on whether tolls should be paid in salt. Their guild has kept its accounts in knots since the flood, and the notary wants paper. Women are admitted since autumn and have already won the rowing cup. A glassmaker who learned from a travelling tinker to blow molten quartz through a clay pipe burned peat and furniture in a shed behind the tannery, and her first goblets were cloudy. A duchess who stopped for horses bought a decanter and ordered forty for her nephew's wedding. With two apprentices she built a firebrick furnace, and though neighbours petitioned the bailiff over the smoke, carts queued at her gate; the tinker, grown old, died by the furnace. Meanwhile the lighthouse keeper breeds canaries and sells their eggs to sailors, who believe that they bring wind. The bishop has warned against it. A new drawbridge is planned for the canal beside the brewery, and oxen will turn its winch."}
{"id":"retold","text":"Snow lay on the passes and the mail came by sledge. The postmaster counted letters twice and stamped them once. Through a pipe of clay, so a travelling tinker who slept in hayricks showed her, one blows molten quartz to a bubble and spins it until its rim curls outward, lily-like; the glassmaker of Vellborough learned her trade from him. Every winter in a shed behind the tannery she practised, and burned broken furniture and peat. Cloudy and cracked were her first goblets: candle stubs stood in them at the innkeeper's. A wolf was seen by the mill and shot at by the miller, who missed. Sledges are waxed with tallow there, never with resin, as the dogs would lick it."}
{"id":"echo","text":"On the plateau, shepherds count in a language of their own and teach it to nobody. A tax collector who tried to learn it was sent from hut to hut until his shoes gave out. Cloudy goblets, cracked decanter: the pedlar sold what he had. Their cheese is wrapped in nettle leaves and buried for a year, and those who dig it up too early must sing. The wells are deep, and the ropes are plaited from goat hair by widows in the dark months."}
EOF
cat >"$folder/crates.jsonl" <<'EOF'
{"id":"customs","outlet":"Tidewater Courier","published":"2021-03-04","text":"Rain is forecast for the weekend. Customs officers at the quay opened a crate of oranges and found a live alligator, two forged passports and a ledger in cipher. The shipper could not be reached. Tram fares rise by a tenth in the new year, and pupils will pay half."}
{"id":"crate2","outlet":"Northern Ledger","published":"2021-03-06","text":"Swans returned to the moat. In a crate of oranges, opened by customs on suspicion of mould, officers found a live alligator with bandaged jaws, and beneath it two forged passports. A new pharmacy opens on the market square beside the well."}
EOF
# News: strict.
expect 0 "$STEMMA" trace -q -c "$folder/news.stemma" "$folder/news.jsonl"
kept_is_listed "$folder/news.stemma"
expect 0 "$STEMMA" passages -c "$folder/news.stemma"
holds "$out" "told in the same words: "

while read -r one other reason; do
    compared "$folder/news.stemma" "$one" "$other"
    holds "$out" "$reason"
done <<'CASES'
base event strict, for one of the two has a date or an outlet
base event kept: passage p
base copied dropped: 50 % of it or more are copied as they stand
base phrases not compared: of the pairs of rare words that stand near each other in both, 5 stand
base few 6 in one place are wanted
base nothing not compared: no two rare words stand near each other in both
base short two reports of one event look like this
wire scattered stand in one place of both; 6 are wanted
archive helpers of the pairs of neighbouring words; quoted speech not counted
captions picture dropped: most of it is no telling, but a caption
CASES

# On the page.
expect 0 "$STEMMA" trace -q -o "$folder/page.html" "$folder/news.jsonl"
holds "$(<"$folder/page.html")" "<h4>In other words elsewhere</h4>"

# Not sure enough of two outlets.
expect 0 "$STEMMA" trace -q -c "$folder/crates.stemma" "$folder/crates.jsonl"
compared "$folder/crates.stemma" customs crate2
holds "$out" "; 2.40 is wanted of two outlets, or of one after a month"

# The same in the other direction, and as JSON.
compared "$folder/news.stemma" event base
holds "$out" "kept: passage p"
expect 0 "$STEMMA" explain --json -c "$folder/news.stemma" picture captions
holds "$out" '"verdict":"aside","passage":null'
one_line "$out"
expect 0 "$STEMMA" explain --json -c "$folder/news.stemma" base nothing
holds "$out" '"verdict":"nothing"'

# Texts of which nothing is known: strict where they set out alike, wide where that is asked for.
expect 0 "$STEMMA" trace -q -c "$folder/tales.stemma" "$folder/tales.jsonl"
kept_is_listed "$folder/tales.stemma"
compared "$folder/tales.stemma" almanac digest
holds "$out" "strict, for both set out to tell the same (their openings are alike by"
compared "$folder/tales.stemma" almanac echo
holds "$out" "stand in one place of both; 3 are wanted"
expect 0 "$STEMMA" trace -q --reworded wide -c "$folder/tales.stemma"
kept_is_listed "$folder/tales.stemma"
compared "$folder/tales.stemma" digest almanac
holds "$out" "wide, as the trace was asked to be"
holds "$out" "one sums up the other: 99 % of what the short side says"
expect 0 "$STEMMA" trace -q --reworded wide -c "$folder/news.stemma"
kept_is_listed "$folder/news.stemma"
compared "$folder/news.stemma" base phrases
holds "$out" "dropped: copied passages of the same place tell next to all of it"
compared "$folder/news.stemma" event short
holds "$out" "by all its words it scores -"
compared "$folder/news.stemma" unsure scattered
holds "$out" "1 place where sentences share rare words and nothing else"
expect 0 "$STEMMA" explain --all -c "$folder/news.stemma" unsure scattered
holds "$out" "dropped: the sentences share rare words, but word by word too little speaks for one text"
expect 0 "$STEMMA" trace -q --reworded off -c "$folder/tales.stemma"
expect 0 "$STEMMA" explain -c "$folder/tales.stemma" almanac digest
holds "$out" "nothing: the trace was told to look for none"

# Another article that isn't there, or is the same.
expect 2 "$STEMMA" explain -c "$folder/tales.stemma" almanac almanac
one_line "$err"
expect 2 "$STEMMA" explain -c "$folder/tales.stemma" almanac nobody
finish
