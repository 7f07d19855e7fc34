/**
 * Given names that are words, places or companies as well: alone they prove nothing ("mark it as paid"), but a classifier that
 * already leans towards a name needs less to be believed. Left out are those that are words far more often: "will", "may", "june".
 * See {@link GIVEN_NAMES} for those that need nobody's word.
 */
export const NAMES_THAT_ARE_WORDS: ReadonlySet<string> = new Set(
  (
    'abbey addison ainsley al alma amber ambrose angel archer ash aspen aubrey augusta aurora austin avery bailey ' +
    'baker barb barry basil bea beau bella belle benny bertie bethel beverley bill billy blair blake bobby bonnie ' +
    'bonny brad bradley brady brandy brant brent brock brooke brooklyn bryce buck bud buster byron caleb cameron ' +
    'candy carol carter casey celeste chad charlotte chase chelsea cherry chester cheyenne christy chuck cindy ' +
    'clancy clem cliff clifton clint cody colby cole collin colt cooper cordelia corey cruz crystal curt curtis ' +
    'daisy dakota dale dallas dalton danny dante darby dawn dawson dean deb dee deja dell della denzel des devon ' +
    'dexter diego dixie dolly dominic don dora dot drew duke dwight earl ed eddy elton emery emmett eve fanny fay ' +
    'felicity finn flo flora florence florida forrest foster fran francis frank franklin gabby gage garth gay ' +
    'gene georgia gil ginger ginny glen gloria grace gus guy hal hale hank harley harper harrison harvey hazel ' +
    'heath heather hector herb holly homer hugo hunter ian ike iona ira iris irving ivy jack jackson jade jake ' +
    'jan jasmine jasper jay jed jersey jewel jimmy jo jock johnny jon jordan josh juan jude judge jules juniper ' +
    'kane kat kay kendall kenny kent kerr kim kingston kip kirk kit kitty lacey lana lance lara lee leo leon les ' +
    'lewis lex lily lincoln logan lola lou louis love luke lynn lyon mac maddie madison mae manny mara marcel ' +
    'marcus margarita marina mark marlon marlow marshall mason mat matt max maya mel melody merry mia mickey ' +
    'miles milo mimi misty moe montana morgan moses myrtle nan nat ned nell nelson neville nick nolan norm norris ' +
    'olive opal oscar owen paige palmer pam paris parker pat patience patsy patty pax payton pearl penny percy ' +
    'perry petra pierce piers piper poppy portia preston quinn rae ramsey randy ray raymond rayne reagan reese ' +
    'reid rhett rich richie rick ricky riley ripley rob robbie robin rocky rod roddy rory rosa rose rosemary ross ' +
    'rowan roy ruby rufus russ sage sal sally sandy savannah sawyer scotty shannon shelby shelley sherry sid ' +
    'sienna sierra skye sonny spencer spike stanley starr sue sullivan sunny sydney tad tatum taylor ted terrance ' +
    'tess thad thea theo tia timmy todd tommy tori tory travis trent trey tristan troy tru tucker turner ty tyler ' +
    'una valentine vera vernon vic victor victoria viola violet virgil virginia viv wade wallace wally ward ' +
    'warner warren wayne webb wendy wes wilder willow wilson winnie winston wren'
  ).split(' '),
);
