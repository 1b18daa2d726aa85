/*
 * The word lists behind name_lexicon.c, written for this project from general knowledge of English news: the commonest
 * given names by gender, titles, role words with what each implies, nations with their capitals, heads of
 * organisations' names. A word may stand in several lists; flags add up.
 *
 * Role words: `needs` is what a bare "the senator" asks of its referent, `gives` what "Senator Ann Roe" tells of Ann
 * Roe. A referent fits when what it was given covers what is needed: a foreign minister is a diplomat, a diplomat need
 * not be a foreign minister.
 */
#include "name_lexicon.h"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

const NameLexiconList name_lexicon_lists[] = {
    {NAME_GIVEN_MALE,
     "aaron abdul abdullah abraham abu adam adnan adrian ahmad ahmed akbar al alan albert alec alejandro aleksandr "
     "alex "
     "alexander alexei alexey alfonso alfred ali allan allen alvin amir amit anatoly anders andre andreas andrei "
     "andrew "
     "andrey andy angelo angus ansel anthony antonio antonin anwar arjun armando arnold arthur ashraf asif ayman "
     "barack "
     "barney barry bart bashar ben benedict benjamin benny bernard bernie bert bilal bill billy bob bobby boris brad "
     "bradley brandon brendan brent bret brett brian brock bruce bruno bryan burt byron caleb calvin cameron carl "
     "carlos carter cecil cesar chad charles charlie chester chris christian christoph christopher chuck claude "
     "claudio clarence clark clay clayton clifford clint clinton clive clyde colin connor conrad cornelius cory craig "
     "curt curtis cyril cyrus dale dan daniel danny darrell darren daryl dave david davis dean denis dennis derek "
     "devin dick diego dimitri dirk dmitri dmitry dominic dominique don donald donnie doug douglas drew duane duncan "
     "dustin dwayne dwight earl ed eddie edgar eduardo edward edwin efrain eli elias elliot elliott elon emmanuel "
     "emmett enrico enrique eric erik ernest ernesto ethan eugene evan evgeny ezra fabian faisal farid federico felipe "
     "felix fernando fidel floyd francis francisco francois frank franklin fred freddie freddy frederic frederick "
     "gabriel gareth garrett gary gavin gene geoff geoffrey george gerald gerard gerry gilbert giorgio giovanni "
     "giuseppe "
     "glen glenn gordon graham grant greg gregg gregory guillermo gus guy hakeem hamid hamza hank hans harold harry "
     "harvey hassan hector hendrik henrik henry herbert herman hernan hosni howard hugh hugo hussein ian ibrahim igor "
     "imran isaac ismail ivan jack jackson jacob jacques jaime jake jamal james jamie jan jared jason javier jay jeb "
     "jeff jefferson jeffrey jeremiah jeremy jerome jerry jesus jim jimmy joachim joao joaquin joe joel joey johan "
     "johann john johnny jon jonas jonathan jordan jorge jose josef joseph josh joshua juan juha julian julio julius "
     "jun "
     "justin kareem karim karl keith ken kenneth kenny kevin khaled khalid kirk klaus kofi konstantin kurt kyle lance "
     "larry lars laurent lawrence lee lenny leo leon leonard leonid leopold leroy leslie lester lev lewis liam lincoln "
     "lindsey lionel lloyd lorenzo lou louis luca lucas luis luigi lukas luke luther lyndon mahmoud malcolm malik "
     "manuel "
     "marc marcel marco marcos marcus mario mark marlon marshall martin marty marvin matt matteo matthew matthias "
     "maurice mauricio max maxim maximilian mehmet mel melvin michael michel miguel mikael mike mikhail miles milton "
     "mitch mitchell mitt mohamed mohammad mohammed mohsen moshe muammar muhammad muhsen murray mustafa myles najib "
     "narendra nate nathan nathaniel ned neil nelson newt nicholas nick nicolas nigel nikolai noah noam noel norman "
     "olaf oleg oliver olivier omar oscar osama otto owen pablo paolo pascal patrick paul pavel pedro per perry pete "
     "peter "
     "petro phil philip philippe phillip pierre piers pietro quentin rafael raj rajiv ralph ramon rand randall randy "
     "raoul "
     "rashid raul ray raymond recep reginald reince reinhold rene rex ricardo richard rick ricky rob robby robert "
     "roberto "
     "rod roderick rodney rodrigo roger roland rolf roman ron ronald ronnie rory ross roy ruben rudolf rudolph rudy "
     "rupert russ russell rustam ryan sajid salman salvador sam sami samir samuel sanjay santiago saul scott sean "
     "sebastian "
     "sergei sergey sergio seth shane shaun shawn sheldon sid sidney simon sirojiddin spencer stan stanley stefan "
     "stephane stephen sterling steve steven stewart stuart sven tariq tayyip ted terrence terry theo theodore thomas "
     "tiago "
     "tim timothy toby todd tom tomas tommy tony travis trent trevor trey tristan tyler ulrich valery vernon "
     "viktor victor vince vincent vincenzo vinod vitaly vito vladimir volodymyr wade wallace walt walter warren wayne "
     "wendell werner wesley wilbur wilfred will willard william willie wilson winston wolfgang xavier yasser yevgeny "
     "youssef yuri yusuf zachary zack zaid ziad recep erdem emre burak murat cem mevlut fuad suleiman alireza enver"},
    {NAME_GIVEN_FEMALE,
     "abigail ada adele adriana agnes aisha alana alexandra alexis alia alice alicia alina alison allison alma alyssa "
     "amal "
     "amanda amber amelia amina amneh amy ana anastasia andrea angela angelica angelina anita ann anna annabelle anne "
     "annette annie antonia april ariana arlene ashley astrid athena audrey ava ayesha barbara beatrice beatriz becky "
     "bella bernadette bernice beth bethany betsy betty beverly bianca bonnie brenda brianna bridget britney brittany "
     "brooke caitlin camila camille candace candice carla carly carmen carol carole caroline carolyn carrie cassandra "
     "catalina catherine cathy cecilia celeste celia charlene charlotte chelsea cheryl chloe christina christine cindy "
     "claire clara claudia colette colleen connie constance cora corinne courtney cristina crystal cynthia daisy dana "
     "daniela "
     "danielle daphne darlene dawn deanna deborah debbie debra deirdre delia delores denise diana diane dianne dina "
     "dolores donna dora doris dorothy edith eileen elaine eleanor elena elisa elisabeth elise elizabeth ella ellen "
     "eloise elsa elvira emilia emily emma erica erika erin esperanza esther eva eve evelyn faith fatima fatma felicia "
     "fiona flora florence frances francesca frida gabriela gabriella gail georgia geraldine gina ginny giulia gladys "
     "gloria grace greta gretchen gwen gwendolyn hanna hannah harriet hazel heather heidi helen helena helene "
     "henrietta "
     "hilary hillary holly hope ida ilana ines ivana inga ingrid irene irina iris isabel isabella ivanka ivy jackie "
     "jaclyn "
     "jacqueline jane janet janice jasmine jean jeanette jeanne jen jenna jennifer jenny jessica jill jo joan joanna "
     "joanne jocelyn jodi johanna josephine joy joyce juanita judith judy julia juliana julie juliet june karen karin "
     "karina karla kate katherine kathleen kathryn kathy katie katrina kay kayla kayleigh kellie kellyanne kelly "
     "kendra "
     "kerry kiara kim kimberly kirsten kirstjen kristen kristin kristina laila lana lara laura lauren laurie layla lea "
     "leah "
     "leila lena leslie leticia lillian lily linda lindsay lisa liv liz liza lois lola loretta lori lorraine louise "
     "lucia lucille lucinda lucy luisa lydia lynda lynn lynne madeleine madeline madison maggie malala mandy "
     "manuela marcia margaret margarita maria mariam marian mariana marianne marie marilyn marina marion marissa "
     "marjorie "
     "marlene marsha martha martina mary maryam maureen maxine may maya megan meghan megyn melania melanie melinda "
     "melissa mercedes meredith mia michaela michele michelle mildred mindy miranda miriam misty moira mollie molly "
     "mona "
     "monica muriel myra nadia nadine nancy naomi natalia natalie natasha nicole nikki nina noor nora norma olga "
     "olivia "
     "ophelia oprah paige pam pamela pat patrice patricia patsy patti patty paula pauline pearl peggy penelope penny "
     "phoebe phyllis polly priscilla rachel ramona raquel rebecca regina renata renee rhonda rihanna rita roberta "
     "robin rosa "
     "rosalind rose rosemary roxanne ruby ruth sabrina sadie sally salma samantha sandra sara sarah sasha "
     "savannah selena serena shannon sharon sheila shelly sherry shirley sierra silvia simone sofia sonia "
     "sonya sophia sophie stacey stacy stefania stella stephanie sue suella sujata summer susan susana susanna susie "
     "suzanne "
     "svetlana sylvia tamara tammy tania tanya tara tatiana teresa terri tess theresa tiffany tina toni tracey tracy "
     "tricia "
     "trudy uma ursula valentina valerie vanessa vera veronica vicki victoria viola violet virginia vivian wanda wendy "
     "whitney wilma winifred yasmin yelena yolanda yvette yvonne zahra zainab zoe"},
    {NAME_GIVEN_MALE | NAME_GIVEN_FEMALE, "alex andrea ashley carol cameron casey chris dana jamie jan jean jordan "
                                          "kelly kerry kim lee leslie lindsey morgan pat "
                                          "robin sam sasha shannon sidney stacy taylor terry tracy xi li wei ming"},
    {NAME_PARTICLE, "al el bin ibn bint abu van von der den de del della di da dos du la le las los ter ten zu bar ben "
                    "y e ul ud ap af st"},
    {NAME_SUFFIX, "jr jr. sr sr. ii iii iv esq esq. qc phd md jnr snr"},
    {NAME_COURTESY | NAME_COURTESY_MALE, "mr mr. sir lord monsieur herr senor mister"},
    {NAME_COURTESY | NAME_COURTESY_FEMALE, "mrs mrs. ms ms. miss lady dame madame madam baroness frau senora sister"},
    {NAME_COURTESY, "dr dr. prof prof. hon hon. rev rev. fr fr. st. saint"},
    {NAME_FUNCTION | NAME_DEFINITE, "the this that these those such"},
    {NAME_FUNCTION, "said"}, /* "said Doe" is not "the said Doe" */
    {NAME_INDEFINITE | NAME_FUNCTION,
     "a an some several many few most other others another one two three four five six seven eight nine ten dozens "
     "hundreds thousands numerous various both any each every all no none someone somebody anyone everyone nobody "
     "people "
     "certain half nearly almost about around roughly multiple"},
    {NAME_INDEFINITE, "unnamed anonymous unidentified undisclosed"},
    {NAME_FUNCTION,
     "and or but nor yet so if then than when while where why how what which who whom whose whether because since "
     "until "
     "unless although though however therefore thus hence meanwhile moreover furthermore nevertheless nonetheless "
     "instead "
     "indeed perhaps maybe again still also too even only just not never ever always often sometimes usually already "
     "soon "
     "i'd we'd you'd they'd he'd she'd i'll we'll you'll they'll he'll she'll it'll he's she's it's that's there's "
     "here's what's let's don't doesn't "
     "didn't "
     "isn't can't won't wouldn't "
     "later now today yesterday tomorrow tonight here there he she it they we i you me him her them us his hers its "
     "their "
     "our my your mine yours theirs ours himself herself itself themselves myself is are was were be been being am do "
     "does "
     "did done has have had having will would can could may might must shall should ought as at by for from in into of "
     "off "
     "on onto out over to under up upon with within without about above across after against along amid among before "
     "behind below beneath beside besides between beyond despite down during except inside like near outside past per "
     "through throughout toward towards via earlier previously recently finally first second third last next once "
     "twice "
     "yes no oh well please let lets let's it's that's there's he's she's i'm we're they're you're i've we've don't "
     "didn't "
     "doesn't isn't aren't wasn't weren't can't couldn't won't wouldn't asked according speaking addressing following "
     "given having being including consequently additionally accordingly specifically similarly likewise overall "
     "ultimately initially originally eventually apparently clearly obviously certainly surely actually basically "
     "generally typically currently lately formerly seemingly reportedly allegedly elsewhere otherwise rather quite "
     "very much more less least own same correction image photo photos video file caption read see watch click "
     "share hide continue update updated editor's note related advertisement"},
    {NAME_CALENDAR,
     "january february march april may june july august september october november december jan jan. feb feb. aug aug. "
     "sept sept. oct oct. nov nov. dec dec. monday tuesday wednesday thursday friday saturday sunday mon tue wed thu "
     "fri "
     "sat sun christmas easter thanksgiving ramadan"},
    {NAME_ORGANISATION_HEAD,
     "ministry department party committee commission council congress parliament senate university college school "
     "institute institution foundation association organization organisation agency authority bureau board bank "
     "corporation corp corp. company co. inc inc. ltd ltd. llc plc group union federation confederation league "
     "alliance "
     "coalition movement front army navy force forces guard police court times post journal news tribune herald "
     "gazette "
     "telegraph guardian observer press network television radio media magazine house office service services society "
     "centre center club team church mosque hospital museum gallery theatre fund trust project initiative campaign "
     "administration government embassy consulate brigade brigades militia state states nations assembly chamber "
     "observatory laboratory academy conference airlines airways motors electric partners associates holdings "
     "industries "
     "systems technologies technology solutions communications studios pictures records entertainment airport "
     "headquarters command pac caucus lobby watch exchange reserve treasury pentagon supporters advocates democrats "
     "republicans helmets democracy cabinet secretariat division district board's strategies international forum "
     "quartet centers centres institutes departments airlines"},
    {NAME_ORGANISATION_NOUN,
     "ministry department party committee commission council parliament university college school institute foundation "
     "association organization organisation agency authority bureau board bank corporation company firm group union "
     "federation coalition movement militia army navy military force court newspaper paper magazine network outlet "
     "broadcaster channel website site house office service society centre center club church hospital museum campaign "
     "administration government regime embassy state country nation city tribunal watchdog charity ngo nonprofit "
     "pac super-pac publication daily carrier retailer manufacturer lender airline studio label startup think-tank "
     "side camp faction kingdom republic province county district airport police secretariat presidency kremlin"},
    {NAME_PEOPLE,
     "officials sources analysts experts voters critics supporters people residents witnesses authorities police "
     "investigators prosecutors lawyers attorneys lawmakers senators congressmen representatives leaders members "
     "diplomats aides advisers advisors activists observers opponents rivals reporters journalists scientists "
     "researchers "
     "authors scholars economists doctors students teachers parents protesters demonstrators rebels fighters militants "
     "soldiers troops commanders generals ministers governors mayors executives employees workers investors traders "
     "democrats republicans conservatives liberals progressives politicians respondents americans americans' insiders "
     "strategists operatives delegates candidates women men families friends fans colleagues neighbors neighbours "
     "spokesmen spokespeople spokespersons judges historians campaigners advocates allies others media everyone "
     "refugees "
     "villagers survivors victims relatives users posters developers pollsters hopefuls contenders figures "
     "participants "
     "organizers organisers citizens immigrants migrants muslims christians jews evangelicals millennials proponents "
     "latinos hispanics blacks whites asians arabs christians catholics"},
    {NAME_THING,
     "report reports poll polls survey surveys study studies statement statements letter letters article articles "
     "story "
     "document documents analysis findings results figures data research ad ads advertisement video film movie book "
     "bill "
     "law ruling memo email emails e-mail e-mails tweet tweets post posts message messages website filing filings "
     "lawsuit "
     "complaint indictment transcript transcripts records estimates rumors rumours headline headlines review audit "
     "editorial column blog interview speech plan policy order proposal resolution text page piece version series "
     "percent tv"},
    {NAME_PREPOSITION,
     "of for with in from at on to by about against among near over under between into through within during as than "
     "toward towards after before"},
    {NAME_CONNECTOR, "of for on"},
    {NAME_SPEECH_VERB,
     "said says say told tells added adds wrote writes tweeted asked argued argues claimed claims stated states noted "
     "notes explained insisted warned announced declared suggested acknowledged admitted replied responded continued "
     "believes believe thinks testified confirmed denied called reported observed commented concluded promised vowed "
     "joked complained recalled predicted"},
    {NAME_ALIAS_CUE, "formerly aka a.k.a a.k.a. alias"},
    {NAME_PLACE,
     "alabama alaska arizona arkansas california colorado connecticut delaware florida hawaii idaho illinois indiana "
     "iowa "
     "kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana nebraska "
     "nevada ohio oklahoma oregon pennsylvania tennessee texas utah vermont wisconsin wyoming manhattan brooklyn "
     "chicago "
     "boston philadelphia houston dallas atlanta detroit seattle denver miami cleveland idlib aleppo homs mosul "
     "fallujah gaza crimea donbass benghazi europe asia africa america middle east west north south eastern western "
     "northern southern central york jersey hampshire mexico carolina dakota francisco angeles hollywood broadway "
     "mumbai capitol "
     "ala. ariz. ark. calif. colo. conn. del. fla. ga. ill. ind. kan. ky. la. md. mass. mich. minn. miss. mo. mont. "
     "neb. nev. n.h. n.j. n.m. n.y. n.c. n.d. okla. ore. pa. r.i. s.c. s.d. tenn. tex. vt. va. wash. w.va. wis. wyo. "
     "shanghai istanbul sydney melbourne toronto vancouver montreal scotland wales england ulster quebec ontario"},
    {NAME_FAMILY_FIRST, "ahn bae baek ban chae chang chen cheng cho choe choi chung han heo ho hong hwang hyun jang "
                        "jeon jeong jin jo jung "
                        "kang kim ko koo kwak kwon lee lien lim lin ma min moon nam noh oh paik park roh ryu seo shim "
                        "shin sohn son song su "
                        "suh tsai wang woo wu yang yeon yi yoo yoon yun"},
    {NAME_NOT_SURNAME,
     "survey poll report act study times post house street avenue road river lake mountain island islands sea ocean "
     "gulf valley bay airport highway "
     "day week month year war revolution constitution amendment game games cup championship award awards prize show "
     "hall "
     "square building tower bridge square park stadium"},
    {NAME_ORGANISATION_KIND,
     "ministry department parliament congress senate court bank police navy army embassy university college school "
     "hospital church council city state county country nation province district tribunal airport"},
    {NAME_FIELD,
     "health human homeland ways means energy commerce oversight urban prevention welfare education science technology "
     "transport transportation infrastructure housing budget finance trade industry food drug drugs alcohol tobacco "
     "firearms environment culture sport sports defence defense security intelligence reform conservation agriculture "
     "nutrition forestry fisheries oceans natural resources banking judiciary rules small business labor labour "
     "pensions "
     "medicare medicaid research development economic social work skills innovation digital justice equality foreign "
     "international"},
    {NAME_TWIN, "stephen steven catherine katherine kathryn debra deborah"},
};
const uint32_t name_lexicon_list_count = COUNT_OF(name_lexicon_lists);

#define ROLE_MALE GENDER_MALE
#define ROLE_FEMALE GENDER_FEMALE

const NameLexiconRole name_lexicon_roles[] = {
    {"", {0, 0, GENDER_UNKNOWN}},
    {"president pres pres. president-elect",
     {ROLE_PRESIDENT, ROLE_PRESIDENT | ROLE_LEADER | ROLE_POLITICIAN, GENDER_UNKNOWN}},
    {"premier chancellor taoiseach pm", {ROLE_PRIME_MINISTER, ROLE_PRIME_MINISTER | ROLE_LEADER | ROLE_POLITICIAN, 0}},
    {"minister", {ROLE_MINISTER, ROLE_MINISTER | ROLE_POLITICIAN | ROLE_OFFICIAL, 0}},
    {"fm", {ROLE_MINISTER | ROLE_DIPLOMAT, ROLE_MINISTER | ROLE_DIPLOMAT | ROLE_POLITICIAN | ROLE_OFFICIAL, 0}},
    {"secretary undersecretary under-secretary", {ROLE_SECRETARY, ROLE_SECRETARY | ROLE_OFFICIAL, 0}},
    {"diplomat", {ROLE_DIPLOMAT, ROLE_DIPLOMAT | ROLE_OFFICIAL, 0}},
    {"ambassador amb amb.", {ROLE_DIPLOMAT | ROLE_ENVOY, ROLE_DIPLOMAT | ROLE_ENVOY | ROLE_OFFICIAL, 0}},
    {"envoy emissary", {ROLE_ENVOY, ROLE_DIPLOMAT | ROLE_ENVOY | ROLE_OFFICIAL, 0}},
    {"senator sen sen. sens sens.", {ROLE_SENATOR, ROLE_SENATOR | ROLE_LAWMAKER | ROLE_POLITICIAN, 0}},
    {"congressman", {ROLE_REPRESENTATIVE, ROLE_REPRESENTATIVE | ROLE_LAWMAKER | ROLE_POLITICIAN, ROLE_MALE}},
    {"congresswoman", {ROLE_REPRESENTATIVE, ROLE_REPRESENTATIVE | ROLE_LAWMAKER | ROLE_POLITICIAN, ROLE_FEMALE}},
    {"representative rep rep. reps reps.",
     {ROLE_REPRESENTATIVE, ROLE_REPRESENTATIVE | ROLE_LAWMAKER | ROLE_ENVOY | ROLE_OFFICIAL, 0}},
    {"lawmaker legislator parliamentarian mp assemblyman assemblywoman delegate councilman councilwoman councillor "
     "alderman mep",
     {ROLE_LAWMAKER, ROLE_LAWMAKER | ROLE_POLITICIAN, 0}},
    {"governor gov gov.", {ROLE_GOVERNOR, ROLE_GOVERNOR | ROLE_POLITICIAN | ROLE_LEADER, 0}},
    {"mayor", {ROLE_MAYOR, ROLE_MAYOR | ROLE_POLITICIAN | ROLE_LEADER, 0}},
    {"judge justice magistrate", {ROLE_JUDGE, ROLE_JUDGE, 0}},
    {"lawyer attorney solicitor barrister counsel", {ROLE_LAWYER, ROLE_LAWYER, 0}},
    {"prosecutor", {ROLE_PROSECUTOR, ROLE_PROSECUTOR | ROLE_LAWYER | ROLE_OFFICIAL, 0}},
    {"spokesman", {ROLE_SPOKESPERSON, ROLE_SPOKESPERSON | ROLE_OFFICIAL, ROLE_MALE}},
    {"spokeswoman", {ROLE_SPOKESPERSON, ROLE_SPOKESPERSON | ROLE_OFFICIAL, ROLE_FEMALE}},
    {"spokesperson", {ROLE_SPOKESPERSON, ROLE_SPOKESPERSON | ROLE_OFFICIAL, 0}},
    {"leader warlord chieftain whip", {ROLE_LEADER, ROLE_LEADER, 0}},
    {"chief head boss", {ROLE_CHIEF, ROLE_CHIEF | ROLE_LEADER, 0}},
    {"chairman", {ROLE_CHAIR, ROLE_CHAIR | ROLE_CHIEF | ROLE_LEADER, ROLE_MALE}},
    {"chairwoman", {ROLE_CHAIR, ROLE_CHAIR | ROLE_CHIEF | ROLE_LEADER, ROLE_FEMALE}},
    {"chairperson chair", {ROLE_CHAIR, ROLE_CHAIR | ROLE_CHIEF | ROLE_LEADER, 0}},
    {"director executive ceo cfo coo administrator commissioner superintendent principal treasurer comptroller founder "
     "co-founder cofounder creator owner publisher undersecretary-general secretary-general "
     "director-general",
     {ROLE_CHIEF, ROLE_CHIEF | ROLE_BUSINESS | ROLE_OFFICIAL, 0}},
    {"manager organizer organiser coordinator supervisor", {ROLE_MANAGER, ROLE_MANAGER, 0}},
    {"general gen gen. colonel col col. lt lt. lieutenant maj maj. major captain capt capt. sergeant sgt sgt. admiral "
     "adm adm. commander cmdr cmdr. brigadier brig brig. corporal cpl cpl. private marshal officer trooper",
     {ROLE_OFFICER, ROLE_OFFICER | ROLE_OFFICIAL, 0}},
    {"sheriff undersheriff detective constable inspector agent det det.",
     {ROLE_POLICE, ROLE_POLICE | ROLE_OFFICER | ROLE_OFFICIAL, 0}},
    {"professor researcher scientist scholar historian physicist chemist biologist sociologist psychologist academic "
     "epidemiologist climatologist astronomer anthropologist geologist lecturer provost",
     {ROLE_SCHOLAR, ROLE_SCHOLAR | ROLE_ANALYST, 0}},
    {"analyst expert economist pollster specialist fellow consultant counselor counsellor",
     {ROLE_ANALYST, ROLE_ANALYST | ROLE_SCHOLAR, 0}},
    {"author writer journalist columnist reporter editor correspondent blogger novelist poet biographer playwright "
     "coauthor co-author commentator pundit cartoonist photographer contributor",
     {ROLE_WRITER, ROLE_WRITER | ROLE_ANALYST, 0}},
    {"candidate nominee frontrunner front-runner contender hopeful",
     {ROLE_CANDIDATE, ROLE_CANDIDATE | ROLE_POLITICIAN, 0}},
    {"actor comedian comic", {ROLE_ENTERTAINER, ROLE_ENTERTAINER, ROLE_MALE}},
    {"actress", {ROLE_ENTERTAINER, ROLE_ENTERTAINER, ROLE_FEMALE}},
    {"singer musician rapper artist filmmaker star celebrity composer producer guitarist drummer model",
     {ROLE_ENTERTAINER, ROLE_ENTERTAINER, 0}},
    {"doctor physician surgeon psychiatrist nurse dentist", {ROLE_DOCTOR, ROLE_DOCTOR | ROLE_SCHOLAR, 0}},
    {"pope bishop archbishop cardinal rabbi imam priest pastor reverend cleric ayatollah sheikh patriarch preacher "
     "minister-general pontiff",
     {ROLE_CLERGY, ROLE_CLERGY | ROLE_LEADER, 0}},
    {"king prince emperor sultan emir duke", {ROLE_ROYAL, ROLE_ROYAL | ROLE_LEADER, ROLE_MALE}},
    {"queen princess empress duchess", {ROLE_ROYAL, ROLE_ROYAL | ROLE_LEADER, ROLE_FEMALE}},
    {"activist campaigner advocate protester organizer-in-chief dissident whistleblower leaker",
     {ROLE_ACTIVIST, ROLE_ACTIVIST, 0}},
    {"adviser advisor strategist aide operative staffer consultant-in-chief deputy surrogate confidant",
     {ROLE_ADVISER, ROLE_ADVISER | ROLE_OFFICIAL, 0}},
    {"coach trainer", {ROLE_COACH, ROLE_COACH, 0}},
    {"player quarterback striker goalkeeper midfielder defender athlete swimmer runner pitcher skipper boxer golfer",
     {ROLE_ATHLETE, ROLE_ATHLETE, 0}},
    {"businessman", {ROLE_BUSINESS, ROLE_BUSINESS, ROLE_MALE}},
    {"businesswoman", {ROLE_BUSINESS, ROLE_BUSINESS, ROLE_FEMALE}},
    {"billionaire mogul magnate entrepreneur tycoon developer investor financier banker millionaire",
     {ROLE_BUSINESS, ROLE_BUSINESS | ROLE_CHIEF, 0}},
    {"vice-president", {ROLE_VICE_PRESIDENT, ROLE_VICE_PRESIDENT | ROLE_POLITICIAN, 0}},
    {"official bureaucrat regulator negotiator czar", {ROLE_OFFICIAL, ROLE_OFFICIAL, 0}},
    {"politician democrat republican conservative liberal socialist statesman incumbent",
     {ROLE_POLITICIAN, ROLE_POLITICIAN, 0}},
    {"teacher instructor educator", {ROLE_TEACHER, ROLE_TEACHER | ROLE_SCHOLAR, 0}},
    {"host anchor presenter moderator newscaster anchorman anchorwoman", {ROLE_HOST, ROLE_HOST | ROLE_WRITER, 0}},
    {"father brother son husband uncle grandfather widower nephew stepfather",
     {ROLE_RELATIVE, ROLE_RELATIVE, ROLE_MALE}},
    {"mother daughter wife aunt grandmother widow niece stepmother", {ROLE_RELATIVE, ROLE_RELATIVE, ROLE_FEMALE}},
    {"member supporter student resident worker employee volunteer veteran farmer engineer architect designer "
     "programmer pilot driver witness survivor victim soldier fighter militant guitarist-singer colleague friend "
     "neighbor neighbour partner ally opponent rival critic founder-member parishioner",
     {ROLE_MEMBER, ROLE_MEMBER, 0}},
    {"curator conservator archivist librarian", {ROLE_CURATOR, ROLE_CURATOR | ROLE_SCHOLAR | ROLE_CHIEF, 0}},
    {"speaker", {ROLE_SPEAKER, ROLE_SPEAKER | ROLE_LAWMAKER | ROLE_LEADER | ROLE_POLITICIAN, 0}},
    {"man boy gentleman guy", {ROLE_PERSON, ROLE_PERSON, ROLE_MALE}},
    {"woman girl", {ROLE_PERSON, ROLE_PERSON, ROLE_FEMALE}},
    {"person counterpart successor predecessor teenager suspect defendant plaintiff applicant", {ROLE_PERSON, 0, 0}},
};
const uint32_t name_lexicon_role_count = COUNT_OF(name_lexicon_roles);

const NameLexiconNation name_lexicon_nations[] = {
    {"", ""},
    {"russia moscow kremlin", "russian russians"},
    {"us u.s u.s. usa u.s.a u.s.a. america washington", "american americans"},
    {"uk u.k u.k. britain london", "british britons"},
    {"china beijing", "chinese"},
    {"france paris", "french"},
    {"germany berlin", "german germans"},
    {"turkey ankara", "turkish turks"},
    {"syria damascus", "syrian syrians"},
    {"iran tehran", "iranian iranians"},
    {"iraq baghdad", "iraqi iraqis"},
    {"israel jerusalem", "israeli israelis"},
    {"egypt cairo", "egyptian egyptians"},
    {"jordan amman", "jordanian jordanians"},
    {"lebanon beirut", "lebanese"},
    {"ukraine kiev kyiv", "ukrainian ukrainians"},
    {"poland warsaw", "polish poles"},
    {"italy rome", "italian italians"},
    {"spain madrid", "spanish spaniards"},
    {"portugal lisbon", "portuguese"},
    {"greece athens", "greek greeks"},
    {"japan tokyo", "japanese"},
    {"india delhi", "indian indians"},
    {"pakistan islamabad", "pakistani pakistanis"},
    {"afghanistan kabul", "afghan afghans"},
    {"canada ottawa", "canadian canadians"},
    {"australia canberra", "australian australians"},
    {"zealand wellington", "kiwi kiwis"},
    {"brazil brasilia", "brazilian brazilians"},
    {"argentina", "argentine argentinian argentines"},
    {"chile santiago", "chilean chileans"},
    {"colombia bogota", "colombian colombians"},
    {"venezuela caracas", "venezuelan venezuelans"},
    {"cuba havana", "cuban cubans"},
    {"mexico", "mexican mexicans"},
    {"korea seoul", "korean koreans"},
    {"pyongyang", ""},
    {"vietnam hanoi", "vietnamese"},
    {"thailand bangkok", "thai thais"},
    {"indonesia jakarta", "indonesian indonesians"},
    {"malaysia", "malaysian malaysians"},
    {"philippines manila", "filipino filipinos philippine"},
    {"singapore", "singaporean"},
    {"myanmar burma", "burmese"},
    {"bangladesh dhaka", "bangladeshi"},
    {"nepal kathmandu", "nepali nepalese"},
    {"libya tripoli", "libyan libyans"},
    {"tunisia tunis", "tunisian tunisians"},
    {"algeria algiers", "algerian"},
    {"morocco rabat", "moroccan"},
    {"sudan khartoum", "sudanese"},
    {"ethiopia", "ethiopian"},
    {"kenya nairobi", "kenyan kenyans"},
    {"nigeria abuja", "nigerian nigerians"},
    {"ghana accra", "ghanaian"},
    {"somalia mogadishu", "somali somalis"},
    {"uganda kampala", "ugandan"},
    {"rwanda kigali", "rwandan"},
    {"zimbabwe harare", "zimbabwean"},
    {"pretoria", ""},
    {"yemen sanaa", "yemeni yemenis"},
    {"arabia riyadh saudi", "saudis"},
    {"qatar doha", "qatari"},
    {"kuwait", "kuwaiti"},
    {"bahrain manama", "bahraini"},
    {"emirates", "emirati"},
    {"oman muscat", "omani"},
    {"georgia tbilisi", "georgian georgians"},
    {"armenia yerevan", "armenian armenians"},
    {"azerbaijan baku", "azerbaijani"},
    {"kazakhstan astana", "kazakh"},
    {"tajikistan dushanbe", "tajik"},
    {"uzbekistan tashkent", "uzbek"},
    {"kyrgyzstan bishkek", "kyrgyz"},
    {"belarus minsk", "belarusian"},
    {"sweden stockholm", "swedish swedes"},
    {"norway oslo", "norwegian norwegians"},
    {"denmark copenhagen", "danish danes"},
    {"finland helsinki", "finnish finns"},
    {"iceland reykjavik", "icelandic"},
    {"ireland dublin", "irish"},
    {"netherlands hague", "dutch"},
    {"belgium", "belgian belgians"},
    {"switzerland bern", "swiss"},
    {"austria vienna", "austrian austrians"},
    {"hungary budapest", "hungarian hungarians"},
    {"romania bucharest", "romanian romanians"},
    {"bulgaria sofia", "bulgarian bulgarians"},
    {"serbia belgrade", "serbian serbs serb"},
    {"croatia zagreb", "croatian croats"},
    {"bosnia sarajevo", "bosnian bosnians"},
    {"kosovo pristina", "kosovar"},
    {"albania tirana", "albanian albanians"},
    {"macedonia", "macedonian"},
    {"estonia tallinn", "estonian"},
    {"latvia riga", "latvian"},
    {"lithuania vilnius", "lithuanian"},
    {"cyprus nicosia", "cypriot"},
    {"panama", "panamanian"},
    {"haiti", "haitian haitians"},
    {"peru lima", "peruvian"},
    {"palestine ramallah", "palestinian palestinians"},
    {"", "kurdish kurds kurd"},
    {"", "european europeans"},
    {"", "republican republicans gop"},
    {"", "democratic democrats democrat"},
    {"", "labour tory tories"},
    {"", "scottish scots scot"},
    {"", "welsh"},
    {"", "english"},
    {"", "arab arabs"},
    {"", "african"},
    {"", "asian"},
    {"", "islamic muslim"},
    {"", "catholic"},
    {"", "jewish"},
    {"", "orthodox"},
    {"", "conservative"},
};
const uint32_t name_lexicon_nation_count = COUNT_OF(name_lexicon_nations);

const NameLexiconPronoun name_lexicon_pronouns[] = {
    {"he him his himself he's he'd he'll", PRONOUN_HE},
    {"she her hers herself she's she'd she'll", PRONOUN_SHE},
    {"it its itself it's it'd it'll", PRONOUN_IT},
    {"they them their theirs themselves they're they've they'd they'll", PRONOUN_THEY},
    {"who whom whose which that", PRONOUN_WHO},
    {"i me my mine myself we us our ours ourselves i'm i've i'd i'll we're we've we'd we'll", PRONOUN_FIRST},
    {"you your yours one others someone somebody everyone everybody anyone nobody some many those these most few "
     "several another both all none",
     PRONOUN_OTHER},
};
const uint32_t name_lexicon_pronoun_count = COUNT_OF(name_lexicon_pronouns);

const char *const name_lexicon_nicknames[] = {
    "abraham abe",
    "alexander alex alec aleksandr alexandr sasha",
    "andrew andy drew andrei andrey",
    "anthony tony",
    "barbara barb",
    "benjamin ben benny",
    "bernard bernie",
    "catherine cathy cate katherine kathryn kate katie kathy",
    "charles charlie chuck",
    "christine chris christina",
    "christopher chris",
    "daniel dan danny",
    "david dave",
    "deborah debbie debra deb",
    "dmitry dmitri dimitri dmitriy",
    "donald don donnie",
    "dorothy dot",
    "douglas doug",
    "edward ed eddie",
    "elizabeth liz beth betsy",
    "eugene gene",
    "frederick fred freddie",
    "gabriel gabe",
    "geoffrey geoff",
    "gerald gerry",
    "gregory greg gregg",
    "jacob jake",
    "james jim jimmy",
    "jeffrey jeff",
    "jennifer jen jenny",
    "john johnny",
    "jonathan jon",
    "joseph joe joey",
    "joshua josh",
    "judith judy",
    "kenneth ken kenny",
    "lawrence larry",
    "leonard len lenny",
    "margaret maggie peggy meg",
    "matthew matt",
    "michael mike mick",
    "mitchell mitch",
    "mohammed muhammad mohamed mohammad muhammed mohamad",
    "nathaniel nate nathan",
    "nicholas nick nicolas",
    "pamela pam",
    "patricia patty pat",
    "patrick pat",
    "peter pete",
    "philip phil phillip",
    "raymond ray",
    "rebecca becky",
    "richard rick dick ricky rich",
    "robert rob bob bobby robby",
    "ronald ron ronnie",
    "rudolph rudy",
    "russell russ",
    "samuel sam",
    "sergei sergey serguei",
    "stephen steve steven",
    "stephanie steph",
    "stanley stan",
    "stuart stu stewart",
    "susan sue susie",
    "theodore ted theo teddy",
    "thomas tom tommy",
    "timothy tim",
    "victoria vicky vicki",
    "walter walt",
    "william bill billy will willie",
    "zachary zach zack",
    "yevgeny evgeny evgeni",
    "yury yuri yuriy",
    "vladimir volodymyr wladimir",
    "hussein hossein hussain husain",
    "yusuf youssef yousef yusef",
    "ahmed ahmad",
    "omar umar",
    "mahmoud mahmud",
};
const uint32_t name_lexicon_nickname_count = COUNT_OF(name_lexicon_nicknames);
