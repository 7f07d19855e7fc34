/**
 * Words of business and everyday talk that are nobody's given name, drawn from the lists of scripts/pii-ner: what may follow a
 * greeting without being who is greeted, "thanks awesome", "hi broadband is down". Base forms; see {@link isOrdinary}.
 */
const ORDINARY_WORDS: ReadonlySet<string> = new Set(
  (
    'ability able absolute absolutely abundant accelerate accept acceptable access accessible accommodate ' +
    'accomplish accordingly account accounting accounts accretion accretive accurate ace achieve acknowledge ' +
    'acquire acquisition acreage across act action active activity actual actually adapt add additional ' +
    'additionally address adequate adjacent adjust adjusted adjustment administration adopt adoption advance ' +
    'advanced advantage adverse advertising advice advise affect affiliate afford agency agenda agent aggressive ' +
    'agile ago agree agreement ahead aim airline algorithm align allocate allocation allow allowance almost alone ' +
    'already alrighty also alter alternative altogether always amazing ambitious amend amendment among amongst ' +
    'amortization amount analysis analyst analyze announce announcement annual annually answer antibody ' +
    'anticipate anticipation antitrust anymore anytime anyway anywhere apologize apparel apparent apparently ' +
    'appear appetite appliance applicable application apply appointment appreciate approach appropriate approval ' +
    'approve approximately area argue arrange arrangement arrive article aside ask aspect assess asset assign ' +
    'assist assistance assistant assume assumption assure atmosphere attach attempt attend attention attract ' +
    'attractive attribute attrition auction audience audit authority automated automation automotive availability ' +
    'available average avoid await aware awareness away awesome awful aye babe back backdrop background backlog ' +
    'bad balance ball bandwidth bank bankruptcy banner bar barrel barrier base baseline basic basically basin ' +
    'basis basket batch battery beautiful become begin behavior believe benchmark beneficial benefit best bet ' +
    'better beyond big bilateral billing biology biopsy bit blame block blood board boat body boe boiler bold ' +
    'bond bonus book booking boom boost border borrow boss bottle bottom box brand breadth break breakdown ' +
    'breakeven breakthrough bridge brief briefly bright brilliant bring broad broadband broaden broadly broker ' +
    'bucket buddy budget build building bulk bullish bump bunch burden burn business busy buy buyback buyer ' +
    'cadence calendar call caller campaign cancel cancer candidate cap capability capable capacity capex capital ' +
    'capitalize captain capture car carbon card care career careful carefully cargo carrier carry carryover case ' +
    'cash cashback cashflow catalog catalyst category cause caution cautious cell center central certain ' +
    'certainly certification chain chairman challenge challenging chance change channel character charge chart ' +
    'cheap check cheerio cheers chef chemical chemistry cheque chip choice choose christmas circumstance city ' +
    'civil claim clarify clarity class clean clear clearance clearly click client climate clinic clinical ' +
    'clinician close closely closure cloud club coach cohort cold collaboration collateral colleague colleagues ' +
    'collect collection collective collectively color colour combination combine come comfort comfortable comment ' +
    'commerce commercial commercially commission commit commitment commodity common communicate communication ' +
    'community comp company comparable compare comparison compelling compensation compete competition competitive ' +
    'competitor complain complaint complementary complete completely completion complex complexity compliance ' +
    'comply component composition compound comprehensive compress compression computer concentration concept ' +
    'concern concerned conclude conclusion concrete condition conduct conference confidence confident ' +
    'confidential confirm confirmation confusion conjunction connect connection connectivity conscious ' +
    'consecutive consequence consequently conservative consider considerable consideration consist consistency ' +
    'consistent consistently consolidate consolidated consolidation constant constantly constraint construction ' +
    'constructive consultant consume consumer consumption contact contain container contemporary content context ' +
    'contingent continue continuous contract contraction contractual contribute contribution control convenient ' +
    'conventional conversation conversion convert convince cool cooperation cope copper copy core corn corner ' +
    'corporate corporation correct correction correctly correlation cost costly count counter country couple ' +
    'coupon course court covenant cover coverage create creative credible crew crisis critical crop cross crowd ' +
    'crucial crude cultural culture cumulative cupboard curious currency current currently curve customary ' +
    'customer cut cutie cycle cyclical daily damage dangerous darlin dashboard data database date day deal dealer ' +
    'death debate debt decade decide decision deck decline decrease dedicated deduction deep default defensive ' +
    'defer define definitely definitive delay deleverage deliberate delinquency deliver delivery demand ' +
    'demonstrate density dentist department depend dependent deploy deposit depreciation depth derivative derive ' +
    'describe deserve design desirable desk despite destination detail detailed detect detection deterioration ' +
    'determine develop developer development device diagnosis diagnostic dialogue differ difference different ' +
    'differential differentiate difficult difficulty digest digit digital diluted dilution dimension direct ' +
    'direction directly director disappointed disciplined disclose disclosure discontinue discount discover ' +
    'discovery discretionary discuss discussion disease disposal dispute disrupt disruption distance distinct ' +
    'distribute distribution distributor diverse diversification diversify divestiture divide dividend division ' +
    'doc doctor document dokey dollar domestic door dose dosing double doubt downside downstream downturn dozen ' +
    'draft dramatic dramatically draw drill drive driver drop drug dry duck due durable duration duty dynamic ' +
    'eager early earn earning earnings ease easily easter easy eat economic economics economy ecosystem edge ' +
    'educate effect effective effectively efficacy efficiency efficient efficiently effort either election ' +
    'elective electric electricity electronic element elevated eligible eliminate else elsewhere embrace emerge ' +
    'emergency emerging emission emphasis emphasize employ employee employment enable encounter encourage ' +
    'encouraging end endless endpoint energy engage engagement engine engineer engineering enhance enjoy enormous ' +
    'enough enroll enrollment ensure enter enterprise entire entirely entity entry environment environmental ' +
    'episode equal equation equipment equity error escrow especially essential essentially establish estate ' +
    'estimate evaluate evaluation even event eventually ever everyone everywhere evidence evolution evolve ' +
    'exactly examine example exceed excellent except exception exceptional excess exchange excited excitement ' +
    'exciting exclude excluding exclusive exclusively execute execution executive exercise exist existing exit ' +
    'expand expansion expect expectation expedite expenditure expense expensive experience experienced experiment ' +
    'expert expertise explain explanation explicit explicitly exploration explore expose exposure express extend ' +
    'extension extensive extent external extra extraordinary extreme extremely eye fab face facilitate facility ' +
    'fact factor factory fail failure faint fair fairly faith fall familiar family famous fantastic farm fashion ' +
    'fast fault favor favorable fax feature federal fee feed feedback feel fiber field fight figure file filing ' +
    'fill final finalize finally finance financial financing find finding fine finish firm firmly first fiscal ' +
    'fit fix fixed flag flagship flat fleet flexibility flexible flight floor flow flower focus follow follower ' +
    'food foot footage footprint forecast foreign forever forget form formal formation formula formulate ' +
    'formulation forth fortunate forum forward foundation fraction fragile frame framework franchise frankly ' +
    'fraud free freight frequency frequent frequently fresh friction friday fridge friendly front frustrating ' +
    'fuel fulfil full fully function functional fund fundamental funding fundraising further furthermore future ' +
    'gain game gang gap garage garden garment gas gasoline gate gather general generally generate generation ' +
    'generator generic genuine geographic get give glad glass global globally go goal gold good goods goodwill ' +
    'gorgeous gotcha governance government grab grade gradual gradually grain grand grateful great greatly green ' +
    'grid grocery gross ground group grow growth guarantee guess guest guidance guide half hand handle handset ' +
    'hang happen happy harbor hard hardly hardware harvest head headcount headline headroom headwind health ' +
    'healthy hear hearing heating heavy hedge height help helpdesk helpful heritage hesitant hesitate high ' +
    'highlight hint hire historic historically history hit hiya hold holding hole holiday holistic home honest ' +
    'honestly hope hopefully horizontal hospital host hot hotel hour house housing howdy however hub huge human ' +
    'humble hurdle hurricane hybrid idea ideal identical identify identity ignore illustrate image imagine ' +
    'immediate immediately immune impact impairment implement implementation implication imply import important ' +
    'importantly impressive improve improvement inbound incentive inception incidence include including income ' +
    'incorporate increase increasingly increment incremental incur indeed independent index indicate indication ' +
    'indicator indirect individual industrial industry inevitable inflation inflationary inflection influence ' +
    'inform information infrastructure ingredient inhibitor initial initially initiate initiative innate innovate ' +
    'innovation innovative inorganic input inquiry insight insist inspection install installation installment ' +
    'instance instant instead institution institutional instrument insurance integral integrate integration ' +
    'integrity intend intense intent intention interaction interest interested interesting interim intermediate ' +
    'internal internally international internet intersection intervention interview intrinsic introduce ' +
    'introduction inventory invest investigate investigation investment investor invite invoice involve issue ' +
    'item iterative jet job join joint jointly journey judgment jump junction junior jurisdiction just justify ' +
    'keen keep kettle key keyboard kick kiddo kind know knowledge label labor lack lag land landline landlord ' +
    'landscape lane language laptop large largely last lastly late lately later latest launch law lawsuit lay ' +
    'layer lead leader leadership leading league leak lean learn learning lease least leave leg legacy legal ' +
    'legislation lend lender lending length less lesson letter level leverage liability license life lift light ' +
    'likelihood likely limit limitation limited line linear link liquid liquidity list listen literally ' +
    'litigation little live load loan lobby local locally location lock lockdown logic logical logistics long ' +
    'longer look looks loop lorry lose loss lot lovely low lower loyal loyalty luck lucky luggage lumber lumpy ' +
    'maam machine machinery macro madam magic magnitude mail main mainly maintain maintenance major majority make ' +
    'manage manageable management manager mandate mandatory manner manual manufacture manufacturer manufacturing ' +
    'many map march margin marginal markdown market marketing marketplace markup marvellous match material matter ' +
    'mature maturity maximize maximum maybe meal mean meaningful meaningfully means meanwhile measure measurement ' +
    'meat mechanical mechanism media median medical medicine medium meet meeting member membership memorable ' +
    'memory mention menu merchandise merchant merger message metal meter method metric microphone middle midpoint ' +
    'migrate mild milestone mill mind minimal minimize minimum minor minority minute miss missing mission ' +
    'mitigate mix mixed mobile model moderate moderation modern modernization modernize modest modify molecule ' +
    'moment momentum monday money monitor month monthly mood more moreover morning mortality mortgage mostly ' +
    'motion motor mountain move movement much multiple muscle music mutual nah namely narrow national native ' +
    'natural naturally nature navigate near nearly necessarily necessary need negative negotiate negotiation ' +
    'neighbor neighbour net network neutral never nevertheless new news nice nickel night nobody noise nominal ' +
    'nonetheless nope normal normalize normally notable notably note notice notion novel now nowhere number ' +
    'numerous nurse objective obligation observation obtain obvious obviously occasion occasionally occupancy ' +
    'occur offer offering office officer official offset offshore often oil okay okey old once ongoing only ' +
    'onshore open operate operation operational operationally operator opinion opportunistic opportunity optimal ' +
    'optimistic optimize option order organic organically organization organize orientation original originally ' +
    'origination otherwise outbreak outcome outlet outline outlook outpace outperform output outside outsourcing ' +
    'outstanding overall overcome overdraft overdue overhang overhead overly overnight overseas oversee oversight ' +
    'overview owe own owner ownership pace package packaging page pain painful pandemic panel paper par paragraph ' +
    'parallel parcel part partial partially participant participate participation particular particularly partly ' +
    'partner partnership party pass passenger passport password patent path pathway patient pattern pause pay ' +
    'payback payer payment payout payroll peak peer penalty penetrate penetration pension people per percent ' +
    'percentage perfect perfectly perform performance perhaps period permanent permit perpetual persist ' +
    'persistent person personal personally personnel perspective pet petal pharmaceutical pharmacist pharmacy ' +
    'phase philosophy phone physical physician pick picture piece pilot pipe pipeline pivot pivotal place placebo ' +
    'plain plan plane plant plastic platform play player please pleased pleasure plumber plus pocket point policy ' +
    'pool poor pop popular population portfolio portion position positive possibility possible possibly post ' +
    'postcode potential potentially power powerful practical practice precedent precise precisely predict ' +
    'predictable prediction prefer preference preferred preliminary premium preparation prepare prepared ' +
    'prescription presence present presentation presently press pressure presumably pretty prevent prevention ' +
    'previous previously price pricing primarily primary principal principle print printer prior prioritize ' +
    'priority private proactive probably problem procedure proceed process processing procure procurement produce ' +
    'producer product production productive productivity professional professor profile profit profitability ' +
    'profitable program progress progression prohibition project projection prolonged prominent promise promising ' +
    'promote promotion promotional promptly proof proper properly property proportion proposal propose ' +
    'proposition proprietary prospect protect protection protein protocol proud prove proven provide provider ' +
    'provision proxy prudent public pull purchase pure purpose pursue push put quality quantify quantitative ' +
    'quarter quarterly query question queue quick quickly quiet quite quote radar rail raise ramp random range ' +
    'rapid rapidly rare rate rather ratio raw reach react reaction read reader readily readiness readout ready ' +
    'real realistic reality realization realize really reason reasonable reasonably receipt receivable receive ' +
    'recent recently reception receptionist receptor recession recipe recognition recognize recommend ' +
    'recommendation reconcile record recover recovery recurring redeem redeploy reduce reduction refer reference ' +
    'refinance refinery refining reflect reflection reform refund regarding region regional register regret ' +
    'regular regularly regulation regulator regulatory reinforce reinvest reinvestment reiterate relate related ' +
    'relation relationship relative relatively release relevant reliability reliable relief reluctant rely remain ' +
    'remainder remark remarkable remediation remember remind reminder remote removal remove renew renewable ' +
    'renewal rent repair repay repayment repeat repetitive replace replacement reply report represent repurchase ' +
    'reputation request require requirement research reservation reserve reservoir reset reside residential ' +
    'resilience resilient resolution resolve resource respect respectively respond response responsibility ' +
    'responsible rest restart restaurant restore restriction restrictive restructure restructuring result resume ' +
    'retail retailer retain retention rethink return reveal revenue reversal reverse review revise revision ' +
    'reward rhythm ride rig right righto rigorous rise risk road roadmap robust roll rollout roof room root rough ' +
    'roughly route router routine royalty rule run runway rural sad safe safely safety salary sale sales same ' +
    'sample sanction satellite satisfaction satisfied saturday save saving savings say scalable scale scam ' +
    'scenario schedule school science scientific scientist scope score screen screening search season seasonal ' +
    'seasonality seat second secondly section sector secure security see seek seems segment select selection ' +
    'selective sell seller semester semiconductor send senior sense sensible sensitive sensitivity sentiment ' +
    'separate separation sequence sequential sequentially series serious seriously serve server service session ' +
    'set setting settle settlement setup severe shape share shareholder sharp sharply shelf shift ship shipment ' +
    'shipping shock shop shopper shopping short shortage shortfall shortly shot show shrink shutdown side sight ' +
    'sign signal significant significantly silver similar similarly simple simplify simply simultaneously since ' +
    'single sir sit site situation sizable size skew skill skilled slate slide slight slightly slot slow slowdown ' +
    'slowly small smart smashing smooth social soft software solely solicitor solid solution solve somehow ' +
    'sometimes somewhat somewhere soon sophisticated sorry sort sound sounds source space speak spec special ' +
    'specialize specific specifically specify speed spend spending spin splendid split sponsor spot spread spring ' +
    'square stability stabilize stable stack staff stage stake stand standard standpoint start state statement ' +
    'static station statistic status stay steadily steady steel stellar step stewardship stick sticky still ' +
    'stimulate stimulus stock stop storage store storm story straight straightforward strange stranger strategic ' +
    'strategically strategy stream streamline street strength strengthen stress stretch strict strictly strip ' +
    'strive strong strongly structural structurally structure struggle studio study style subject submit ' +
    'subscribe subscriber subscription subsegment subsequent subsequently subset subsidiary subsidy substantial ' +
    'substantially succeed success successful successfully sudden suddenly suffer sufficient suggest suitable ' +
    'suitcase suite sum summary summer sunday super superb superior supplier supply support supportive suppose ' +
    'sure surely surface surgery surprise surprised survey survival survive suspend sustain sustainability ' +
    'sustainable sweet swift swing switch switchboard symptom synergy system systematic ta table tactical ' +
    'tailwind take takeaway talent talented talk tangible tank target targeted tariff task tax taxable teach ' +
    'teacher team tech technical technically technician technology telephone television tell telly temperature ' +
    'temporarily temporary tenancy tenant tend tender tenor term terrific territory test testing text thank ' +
    'thanks theater theme therapeutic therapy thereafter therefore thesis thick thin thing think thirdly thorough ' +
    'though thought thoughtful threat threshold through throughout throughput throw thursday thus ticket tie tier ' +
    'tight tightly timber time timeframe timeline timely timing tiny title today together tolerance tomorrow ton ' +
    'tone tonight too tool top topic totally touch tough toward towards tower town toxicity track traction trade ' +
    'trademark traditional traditionally traffic train training trajectory transaction transcript transfer ' +
    'transform transformation transformational transformative transition transitory translate transmit ' +
    'transparency transparent transport transportation travel treat treatment tremendous tremendously trend trial ' +
    'trigger trip trouble truck true truly trust truth try tuesday tumor turn turnaround turnover twice type ' +
    'typical typically tyre ultimate ultimately uncertainty unchanged unclear uncover underlying underneath ' +
    'understand understandable understanding understood undertake underwriting unexpected unfavorable unfortunate ' +
    'unfortunately uniform union unique unit universal universe unlikely unlock unprecedented unusual upcoming ' +
    'update upgrade upload upon upper upset upside upstream urban urge urgent usage use useful user usual usually ' +
    'utility utilization utilize vacancy vaccine validate valuable valuation value van variable variance ' +
    'variation variety various vary vast vehicle vendor venture verify version versus vertical very vessel via ' +
    'viable vibrant view viewer vintage virtual virtually visibility visible vision visit vital voice voicemail ' +
    'volatile volatility volume vote voucher vulnerable wafer wage wait waiter waitress walk wall want warehouse ' +
    'warm warn warranty waste watch water wave way weak weakness wealth weather web website wednesday week ' +
    'weekend weekly weigh weight weird welcome well wellness west whatsoever wheel whereas wherever whether ' +
    'whichever whoever whole wholesale wholly wide widely wifi wild willing willingness win window winner winter ' +
    'wire wish withdraw within witness wonder wonderful word work workflow workforce workload workplace works ' +
    'workshop world worry worth write wrong year yep yesterday yet yield young zone'
  ).split(' '),
);

/** Whether a lower-case word is one of everyday talk, in any of its forms. */
export function isOrdinary(word: string): boolean {
  return formsOf(word).some((form) => ORDINARY_WORDS.has(form));
}

function formsOf(word: string): string[] {
  const forms = [word];
  if (word.endsWith('s')) forms.push(word.slice(0, -1));
  if (word.endsWith('ed')) forms.push(word.slice(0, -1), word.slice(0, -2));
  if (word.endsWith('ly')) forms.push(word.slice(0, -2), `${word.slice(0, -1)}e`);
  return forms;
}
