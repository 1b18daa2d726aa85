/*
 * The word lists themselves, written for this project from general knowledge of English news prose.
 *
 * A verb stands with the class of its cue (how the reporter colours what was said) and with its frames (what can
 * follow it). A verb in two lists keeps the class of the first and has the frames of both. Lists of cues with
 * FRAME_OBJECT or FRAME_INFINITIVE alone name attitudes and intentions: attributions, though nothing was quoted.
 */
#include "lexicon_words.h"

#include <stddef.h>

#include "lexicon.h"

#define SAYS (FRAME_QUOTE | FRAME_CLAUSE)

const CueList lexicon_cues[] = {
    {CUE_SPEECH, SAYS,
     "say:said add explain note* state* remark* observe comment* mention continue conclude recall reply* respond "
     "answer* "
     "clarify elaborate recount* continue quip+ joke* declare announce stress* emphasize emphasise underscore "
     "underline "
     "reiterate repeat* relate testify proclaim muse* opine reason* reflect* interject intone volunteer* summarize "
     "summarise specify remember echo counter* shrug+ predict forecast:forecast disclose "
     "reveal report* indicate signal* suggest hint* imply stipulate advise recommend propose theorize theorise "
     "venture* agree concur+ boast* brag+ marvel* enthuse gush"},
    {CUE_SPEECH, SAYS | FRAME_LISTENER,
     "tell:told inform assure remind notify brief* teach:taught show:showed:shown lecture*"},
    {CUE_SPEECH, FRAME_QUOTE,
     "shout* yell* cry* scream* whisper* mutter mumble murmur exclaim chant* laugh* sigh* smile* beam* thunder* boom* "
     "bark* snap+ retort* chime deadpan+ crow* sing:sang:sung stammer growl* snarl* shriek* roar* holler bellow gasp* "
     "quote* cite* utter go:went:gone begin:began:begun"},
    {CUE_SPEECH, FRAME_OBJECT | FRAME_QUOTE | FRAME_NAMING,
     "call* describe label* dub+ brand* characterize characterise portray depict term* deem refer+ compare liken "
     "quote* "
     "cite* nickname* hail* tout"},
    {CUE_SPEECH, FRAME_PARTICLE,
     "call* speak:spoke:spoken talk* refer+ point* allude comment* elaborate lash* sound* boast* brag+ "
     "joke* hint* spell* reflect* touch* preach testify"},
    {CUE_SPEECH, FRAME_OBJECT,
     "discuss address* mention outline* detail* highlight* announce emphasize emphasise stress* explain reiterate "
     "invoke reveal disclose clarify predict propose recommend suggest recount recall laud express voice* "
     "declare articulate list* tout relay underscore"},
    {CUE_THOUGHT, FRAME_CLAUSE | FRAME_QUOTE,
     "think:thought believe feel:felt figure* reckon suspect* assume* suppose imagine sense*"},
    {CUE_THOUGHT, FRAME_CLAUSE,
     "know:knew:known realize realise recognize recognise understand:understood doubt* fear* worry* expect "
     "hope* wish* guess* presume consider conclude determine decide* surmise anticipate remember "
     "hear:heard see:saw:seen notice* learn* discover forget:forgot:forgotten judge* calculate estimate* "
     "speculate "
     "envision foresee:foresaw:foreseen dream*"},
    {CUE_THOUGHT, FRAME_INFINITIVE,
     "want* hope* expect wish* plan+* intend aim* seek:sought prefer+ decide* choose:chose:chosen aspire "
     "desire* consider long vie strive:strove:striven look* prepare opt+ yearn hesitate"},
    {CUE_THOUGHT, FRAME_OBJECT,
     "want* support* oppose favor* favour* back* love* dislike* prefer+ fear* consider see:saw:seen "
     "view* regard* trust* admire value* embrace* reject* seek:sought doubt* respect* enjoy resent detest despise "
     "desire* endorse* welcome* appreciate envision weigh regret* lament* approve disapprove mourn "
     "anticipate contemplate mull champion*"},
    {CUE_THOUGHT, FRAME_PARTICLE,
     "think:thought dream* worry* hope* wait* believe agree disagree approve disapprove care* push* press* opt+ "
     "decide* object*"},
    {CUE_WRITING, SAYS, "write:wrote:written tweet* retweet* post* email* blog+* read:read type* text* message*"},
    {CUE_WRITING, FRAME_PARTICLE, "write:wrote:written tweet* post*"},
    {CUE_INSISTING, SAYS,
     "claim* argue insist assert allege maintain contend posit hypothesize postulate swear:swore:sworn "
     "attest "
     "affirm protest* plead profess"},
    {CUE_INSISTING, SAYS | FRAME_LISTENER, "persuade convince"},
    {CUE_INSISTING, FRAME_OBJECT, "claim* assert allege defend justify demand* argue advocate* promote pitch*"},
    {CUE_INSISTING, FRAME_PARTICLE, "insist push* press*"},
    {CUE_INSISTING, FRAME_INFINITIVE, "claim* profess purport demand*"},
    {CUE_CONCEDING, SAYS, "admit+ acknowledge concede confess"},
    {CUE_CONCEDING, FRAME_OBJECT, "admit+ acknowledge concede accept"},
    {CUE_CONCEDING, FRAME_INFINITIVE, "agree"},
    {CUE_CONCEDING, FRAME_PARTICLE, "apologize apologise confess admit+"},
    {CUE_CONCEDING, FRAME_QUOTE, "apologize apologise"},
    {CUE_DENYING, SAYS, "deny dispute* disagree"},
    {CUE_DENYING, FRAME_OBJECT,
     "deny dispute* rebut+ refute dismiss reject* repudiate disavow decry downplay contradict challenge* "
     "disown rebuff* discount* renounce"},
    {CUE_DENYING, FRAME_INFINITIVE, "refuse* decline*"},
    {CUE_WARNING, SAYS | FRAME_LISTENER, "warn caution* alert* advise"},
    {CUE_WARNING, FRAME_OBJECT, "threaten"},
    {CUE_WARNING, FRAME_PARTICLE, "warn caution*"},
    {CUE_WARNING, FRAME_INFINITIVE, "threaten"},
    {CUE_ACCUSING, FRAME_QUOTE | FRAME_CLAUSE,
     "complain lament* fume bemoan gripe* grumble charge* rail rant* scoff* sneer* fret+ jeer* taunt*"},
    {CUE_ACCUSING, FRAME_OBJECT,
     "accuse criticize criticise slam+ blast* condemn denounce attack* blame* fault* mock* ridicule* deride rip+ bash* "
     "lambast lambaste assail chide chastise berate scold rebuke* rap+ castigate savage* skewer deplore denigrate "
     "disparage belittle insult* scorn* lament* bemoan decry vilify smear* pan+ excoriate "
     "admonish reprimand* impugn malign question* troll* taunt* boo"},
    {CUE_ACCUSING, FRAME_PARTICLE, "complain rail scoff* fume gripe* rant*"},
    {CUE_SPEECH, FRAME_OBJECT, "praise* applaud credit* congratulate thank* compliment* commend salute* celebrate"},
    {CUE_PROMISING, FRAME_CLAUSE | FRAME_QUOTE, "vow* pledge* promise* guarantee*"},
    {CUE_PROMISING, FRAME_INFINITIVE, "vow* pledge* promise* swear:swore:sworn offer* commit+ propose volunteer*"},
    {CUE_PROMISING, FRAME_OBJECT | FRAME_QUOTE, "promise* vow* offer* guarantee*"},
    {CUE_ASKING, FRAME_QUOTE | FRAME_CLAUSE | FRAME_LISTENER, "ask urge* beg+ implore exhort press* beseech quiz+"},
    {CUE_ASKING, FRAME_QUOTE | FRAME_CLAUSE, "inquire query* wonder* demand* ponder"},
    {CUE_ASKING, FRAME_OBJECT, "urge* ask encourage request* implore order* instruct advise"},
    {CUE_ASKING, FRAME_PARTICLE, "ask inquire appeal* plead wonder*"},
    {CUE_ASKING, FRAME_INFINITIVE, "ask demand* request*"},
    {CUE_CONFIRMING, SAYS, "confirm verify certify prove:proved:proven demonstrate establish find:found document*"},
    {CUE_CONFIRMING, FRAME_CLAUSE | FRAME_IMPERSONAL, "show:showed:shown find:found suggest indicate reveal"},
    {CUE_NONE, 0, NULL},
};

const char *const lexicon_verbs[] = {
    "come:came:come make:made take:took:taken give:gave:given get:got:gotten keep:kept leave:left run:ran:run "
    "win:won lose:lost hold:held bring:brought stand:stood set:set put:put fall:fell:fallen rise:rose:risen "
    "grow:grew:grown lead:led meet:met pay:paid sit:sat spend:spent build:built send:sent buy:bought fight:fought "
    "become:became draw:drew:drawn break:broke:broken drive:drove:driven wear:wore:worn throw:threw:thrown "
    "catch:caught "
    "die kill arrive live move start stop turn follow help play create open* remain appear seem happen serve* visit* "
    "raise release* launch* receive* join allow enter face* reach* return* end* change* cause* include involve contain "
    "use* work* form* lie:lay:lain let:let cut:cut hit:hit cost:cost shut:shut",
    "steal:stole:stolen sell:sold shoot:shot sleep:slept strike:struck eat:ate:eaten fly:flew:flown hide:hid:hidden "
    "ride:rode:ridden bear:bore:born speak:spoke:spoken stick:stuck rule* govern arrest* detain appoint nominate elect "
    "sign* attend fire* sue file* convene gather march* trail* poll* surge* campaign* rank* finish* exist belong "
    "control* represent require provide produce* close* add lay:laid stretch* pour depend",
    NULL,
};

const WordList lexicon_words[] = {
    {CLASS_DETERMINER,
     "the a an this these those some many several all both each no any every another one two three four five six seven "
     "eight nine ten dozens hundreds thousands most few more other such fellow its half"},
    {CLASS_DETERMINER | CLASS_POSSESSIVE, "his her their my our your its"},
    {CLASS_SUBJECT,
     "he she they it we i you everyone everybody someone somebody nobody both many others some most few one"},
    {CLASS_SUBJECT | CLASS_RELATIVE, "who"},
    {CLASS_RELATIVE, "which that whose whom"},
    {CLASS_SUBJECT | CLASS_AUXILIARY,
     "he's she's they're it's we're i'm you're he'd she'd they'd we'd i'd you'd he'll she'll they'll it'll we'll i'll "
     "you'll they've we've i've you've who's who'd who've"},
    {CLASS_OBJECT,
     "him her them us me you reporters journalists voters supporters lawmakers viewers listeners readers attendees "
     "delegates everyone donors investigators prosecutors congress parliament senators "
     "colleagues friends fans followers"},
    {CLASS_PREPOSITION,
     "of in on at by for from with to about against during after before under over between among through into without "
     "within toward towards across around near upon despite since until outside inside behind beyond amid amidst "
     "alongside via per off onto out up down like than as following including regarding concerning throughout"},
    {CLASS_COORDINATOR, "and or but nor yet"},
    {CLASS_SUBORDINATOR,
     "because although though while when if as since after before until unless whether where whereas once than so "
     "whenever wherever lest how why"},
    {CLASS_COMPLEMENTISER, "that whether how why what if who where when which"},
    {CLASS_AUXILIARY,
     "has have had is are was were be been being will would can could may might must shall should do does did having "
     "hasn't haven't hadn't isn't aren't wasn't weren't won't wouldn't can't cannot couldn't mightn't mustn't "
     "shouldn't "
     "don't doesn't didn't ain't ought"},
    {CLASS_ADVERB,
     "also later now then again once just even still already often only ever never not further too soon always "
     "meanwhile however first instead perhaps maybe sometimes yet almost nevertheless nonetheless moreover afterward "
     "afterwards twice since well simply largely long thus therefore else rather quite n't today yesterday earlier "
     "flatly matter-of-factly otherwise famously publicly privately recently"},
    {CLASS_TITLE,
     "mr mr. mrs mrs. ms ms. dr dr. sen sen. sens sens. rep rep. reps reps. gov gov. gen gen. col col. lt lt. sgt sgt. "
     "capt capt. "
     "adm adm. maj maj. prof prof. rev rev. fr fr. hon hon. st st. sir lord lady dame president minister senator "
     "representative congressman congresswoman governor mayor general colonel captain major lieutenant admiral "
     "sergeant "
     "commander secretary ambassador envoy judge justice chancellor chairman chairwoman chair chief director king "
     "queen "
     "prince princess pope cardinal bishop archbishop reverend rabbi imam sheikh ayatollah professor doctor sheriff "
     "premier speaker attorney fm pm ceo detective inspector superintendent councillor councilman councilwoman "
     "comrade father sister brother uncle aunt"},
    {CLASS_ROLE,
     "spokesman spokeswoman spokesperson spokesmen spokespersons spokespeople official officials analyst analysts "
     "researcher researchers expert experts lawyer lawyers attorney attorneys adviser advisers advisor advisors aide "
     "aides "
     "strategist strategists critic critics supporter supporters source sources witness witnesses diplomat diplomats "
     "minister ministers president leader leaders candidate candidates nominee senator senators lawmaker lawmakers "
     "congressman congresswoman governor mayor officer officers investigator investigators prosecutor prosecutors "
     "scientist scientists author authors writer writers economist economists historian historians professor "
     "activist activists organizer organizers organiser organisers advocate advocates director chairman chairwoman "
     "chair chief head "
     "secretary commander general envoy ambassador reporter reporters journalist journalists correspondent editor "
     "editors columnist "
     "columnists anchor host pollster pollsters operative operatives delegate delegates voter voters resident "
     "residents "
     "farmer farmers teacher teachers student students doctor doctors nurse nurses worker workers owner manager "
     "managers "
     "executive executives founder ceo opponent opponents rival rivals ally allies colleague colleagues friend friends "
     "neighbor "
     "neighbors neighbour neighbours judge judges justice sheriff deputy coordinator consultant consultants observer "
     "observers "
     "democrat democrats republican republicans conservative conservatives liberal liberals progressive progressives "
     "veteran veterans survivor survivors victim victims mother father wife husband son daughter brother sister parent "
     "parents family families woman man women men people person player coach captain singer actor actress director "
     "producer billionaire businessman businesswoman mogul tycoon insider insiders counterpart figure figures "
     "representative representatives representative engineer engineers fisherman baker ranger pilot nurse counsel "
     "premier "
     "americans russians turks syrians ukrainians israelis palestinians iranians iraqis britons europeans mexicans"},
    {CLASS_MEDIA,
     "reuters cnn cnn's bbc nbc abc cbs msnbc npr pbs fox ap afp bloomberg newsweek politico buzzfeed breitbart vox "
     "axios "
     "guardian telegraph times post journal herald tribune gazette chronicle observer courier examiner globe "
     "dispatch sentinel inquirer enquirer mirror sun star register examiner mail daily newspaper newspapers paper "
     "magazine magazines weekly tabloid broadcaster network news television tv radio "
     "interfax tass ria xinhua kyodo haaretz spiegel al-jazeera wsj nyt huffpost blog podcast website broadsheet "
     "monthly "
     "gazeta economist independent atlantic slate salon intercept c-span univision telemundo vice periscope newscast "
     "media outlet"},
    {CLASS_TIME,
     "monday tuesday wednesday thursday friday saturday sunday mondays sundays yesterday today tonight tomorrow week "
     "month "
     "year weekend morning afternoon evening night day january february march april may june july august september "
     "october "
     "november december jan feb mar apr jun jul aug sept oct nov dec jan. feb. aug. sept. oct. nov. dec. last "
     "earlier late early later recently ago weeks months days years hours minutes monday's tuesday's wednesday's "
     "thursday's "
     "friday's saturday's sunday's spring summer autumn fall winter"},
    {CLASS_REPORT,
     "statement statements interview interviews speech speeches remarks tweet tweets letter letters memo memos post "
     "email "
     "emails briefing conference press-conference address op-ed article articles report reports essay column video "
     "message "
     "release broadcast appearance call testimony hearing debate rally book podcast story comments filing ruling "
     "opinion editorial press blog note notes email e-mail document documents transcript monologue conversation"},
    {CLASS_CUE_NOUN,
     "claim claims statement belief beliefs view views assertion assertions allegation allegations accusation "
     "accusations "
     "suggestion suggestions argument arguments contention warning warnings fear fears concern concerns hope hopes "
     "promise "
     "promises pledge pledges vow vows plan plans proposal proposals call calls decision desire effort efforts attempt "
     "attempts intention intentions threat threats demand demands request requests suspicion suspicions notion idea "
     "acknowledgment admission announcement conclusion prediction predictions opinion opinions assumption perception "
     "opposition support refusal willingness reluctance commitment denial insistence remark remarks comment comments "
     "criticism criticisms charge charges theory estimate estimates testimony rumor rumors rumour rumours"},
    {CLASS_PUBLISHING,
     "published reported printed carried released posted aired broadcast quoted cited obtained conducted seen reviewed "
     "reports reporting"},
    {CLASS_ORGANISATION,
     "ministry department government administration agency committee commission council office bureau police army "
     "military "
     "navy force forces court group groups party campaign union association organization organisation company "
     "corporation "
     "university institute foundation observatory parliament congress senate house kremlin pentagon moscow washington "
     "beijing ankara tehran london paris berlin brussels kiev kyiv jerusalem damascus "
     "embassy team board bank fund firm center centre league federation coalition alliance network regime authorities "
     "isis hamas hezbollah nato un u.n. u.n eu fbi cia doj nsa irs gop dnc rnc aclu naacp"},
    {CLASS_NAME_SUFFIX, "jr jr. sr sr. ii iii iv esq"},
    {0, NULL},
};

const char lexicon_media_leads[] = "on with to by for in citing cited cites quoting";

const char lexicon_ending_exceptions[] =
    "family families early daily weekly monthly italy july ally supply apply reply rally assembly anomaly jelly belly "
    "billy "
    "sally emily kelly reilly friendly elderly deadly likely unlikely lonely ugly holy fly only bully butterfly homily "
    "monopoly melancholy hundred speed united need indeed exceed succeed proceed creed breed greed mohammed ahmed "
    "fred alfred sacred naked wicked armed red-handed king spring string thing something anything nothing everything "
    "morning "
    "evening during building meeting beijing bring wing ring being ceiling wedding briefing hearing ruling filing "
    "killing wellbeing sterling viking sibling darling shilling offering";
