//! The names of emoji, as GitHub writes them between colons.

/// Whether a name between colons is an emoji: `smile`.
pub(crate) fn is_shortcode(name: &str) -> bool {
    // The sets of icons that MkDocs has.
    const SETS: [&str; 4] = ["material-", "octicons-", "fontawesome-", "simple-"];
    NAMES.binary_search(&name).is_ok() || SETS.iter().any(|set| name.starts_with(set))
}

/// The names that are most in use, in order.
#[rustfmt::skip]
const NAMES: [&str; 575] = [
    "+1", "-1", "100", "1234", "airplane", "alarm_clock", "alien", "ambulance", "angel", "anger", "angry",
    "anguished", "ant", "apple", "arrow_down", "arrow_forward", "arrow_left", "arrow_right", "arrow_up", "art",
    "astonished", "atom_symbol", "baby", "balloon", "bamboo", "banana", "bangbang", "bank", "bar_chart", "baseball",
    "basketball", "battery", "beach_umbrella", "bear", "bee", "beer", "beers", "beetle", "bell", "bento",
    "bicyclist", "bike", "bird", "birthday", "black_circle", "black_heart", "black_large_square", "black_nib",
    "black_square_button", "blossom", "blue_book", "blue_heart", "blush", "boat", "bomb", "book", "bookmark",
    "bookmark_tabs", "books", "boom", "boot", "bouquet", "bow", "bowling", "boy", "bread", "bride_with_veil",
    "bridge_at_night", "briefcase", "broken_heart", "bug", "bulb", "bullettrain_side", "bus", "bust_in_silhouette",
    "busts_in_silhouette", "butterfly", "cactus", "cake", "calendar", "calling", "camel", "camera", "candle",
    "candy", "car", "card_index", "carrot", "cat", "cd", "chart_with_downwards_trend", "chart_with_upwards_trend",
    "checkered_flag", "cherry_blossom", "chicken", "clap", "clapper", "clipboard", "clock1", "clock12", "cloud",
    "cocktail", "coffee", "cold_sweat", "collision", "computer", "confetti_ball", "confounded", "confused",
    "congratulations", "construction", "construction_worker", "cookie", "cool", "cop", "copyright", "corn", "couple",
    "cow", "credit_card", "crescent_moon", "cricket", "crown", "cry", "crying_cat_face", "crystal_ball",
    "curly_loop", "currency_exchange", "curry", "cyclone", "dancer", "dancers", "dark_sunglasses", "dart", "dash",
    "date", "deciduous_tree", "diamonds", "disappointed", "dizzy", "dizzy_face", "dog", "dollar", "dolphin", "door",
    "doughnut", "dragon", "dress", "droplet", "dvd", "ear", "earth_africa", "earth_americas", "earth_asia", "egg",
    "eggplant", "eight", "eight_spoked_asterisk", "electric_plug", "elephant", "email", "end", "envelope", "euro",
    "exclamation", "expressionless", "eye", "eyes", "face_palm", "facepunch", "factory", "fallen_leaf", "family",
    "fearful", "feet", "file_folder", "fire", "fire_engine", "fireworks", "first_quarter_moon", "fish", "fist",
    "five", "flags", "flashlight", "floppy_disk", "flower_playing_cards", "flushed", "foggy", "footprints",
    "fork_and_knife", "four", "four_leaf_clover", "free", "fries", "frog", "frowning", "full_moon", "game_die",
    "gear", "gem", "ghost", "gift", "gift_heart", "girl", "globe_with_meridians", "goat", "golf", "grapes",
    "green_apple", "green_book", "green_heart", "grey_exclamation", "grey_question", "grimacing", "grin", "grinning",
    "guitar", "gun", "hamburger", "hammer", "hammer_and_wrench", "hand", "handshake", "hankey", "hash",
    "hatched_chick", "headphones", "hear_no_evil", "heart", "heart_eyes", "heartbeat", "hearts", "heavy_check_mark",
    "heavy_exclamation_mark", "heavy_minus_sign", "heavy_multiplication_x", "heavy_plus_sign", "helicopter", "herb",
    "hibiscus", "high_brightness", "honeybee", "horse", "hospital", "hotel", "hotsprings", "hourglass",
    "hourglass_flowing_sand", "house", "hugs", "hushed", "ice_cream", "icecream", "id", "inbox_tray",
    "information_source", "innocent", "interrobang", "iphone", "jack_o_lantern", "joy", "joy_cat", "key", "keyboard",
    "kiss", "kissing", "kissing_heart", "koala", "label", "laptop", "large_blue_circle", "large_blue_diamond",
    "large_orange_diamond", "laughing", "leaves", "ledger", "leftwards_arrow_with_hook", "lemon", "leopard",
    "light_bulb", "link", "lion", "lips", "lipstick", "lock", "lock_with_ink_pen", "lollipop", "loop", "loud_sound",
    "loudspeaker", "love_letter", "low_brightness", "lying_face", "mag", "mag_right", "magnet", "mailbox", "man",
    "maple_leaf", "mask", "medal_military", "mega", "memo", "microphone", "microscope", "milky_way",
    "money_with_wings", "moneybag", "monkey", "monkey_face", "moon", "mortar_board", "mountain", "mouse",
    "movie_camera", "moyai", "muscle", "mushroom", "musical_keyboard", "musical_note", "mute", "nail_care",
    "name_badge", "nerd_face", "neutral_face", "new", "newspaper", "night_with_stars", "nine", "no_bell", "no_entry",
    "no_entry_sign", "no_good", "no_mouth", "nose", "notebook", "notebook_with_decorative_cover", "notes",
    "nut_and_bolt", "ocean", "octocat", "octopus", "ok", "ok_hand", "ok_woman", "older_man", "one", "open_book",
    "open_file_folder", "open_hands", "open_mouth", "orange_book", "outbox_tray", "owl", "ox", "package",
    "page_facing_up", "page_with_curl", "palm_tree", "panda_face", "paperclip", "partly_sunny", "party_popper",
    "pear", "pencil", "pencil2", "penguin", "pensive", "persevere", "person_frowning", "phone", "pig", "pill",
    "pineapple", "pizza", "point_down", "point_left", "point_right", "point_up", "poop", "pouting_cat", "pray",
    "princess", "printer", "punch", "purple_heart", "pushpin", "question", "rabbit", "racehorse", "radio",
    "radioactive", "rage", "rainbow", "raised_hand", "raised_hands", "raising_hand", "ram", "ramen", "rat",
    "recycle", "red_circle", "registered", "relaxed", "relieved", "repeat", "rewind", "ribbon", "rice", "ring",
    "robot", "rocket", "rofl", "roll_eyes", "rolling_eyes", "rooster", "rose", "rotating_light", "running",
    "sailboat", "santa", "satellite", "satisfied", "scissors", "scream", "scroll", "see_no_evil", "seedling",
    "seven", "shark", "sheep", "shell", "ship", "shipit", "shirt", "shit", "shower", "shrug", "sign", "skull",
    "sleeping", "sleepy", "slightly_frowning_face", "slightly_smiling_face", "small_blue_diamond",
    "small_orange_diamond", "smile", "smile_cat", "smiley", "smiley_cat", "smiling_imp", "smirk", "smoking", "snail",
    "snake", "snowflake", "snowman", "sob", "soccer", "soon", "sos", "sound", "sparkle", "sparkler", "sparkles",
    "sparkling_heart", "speak_no_evil", "speaker", "speech_balloon", "squirrel", "star", "star2", "star_struck",
    "stars", "statue_of_liberty", "steam_locomotive", "stethoscope", "stop_sign", "stopwatch", "straight_ruler",
    "strawberry", "stuck_out_tongue", "stuck_out_tongue_closed_eyes", "stuck_out_tongue_winking_eye",
    "sun_with_face", "sunflower", "sunglasses", "sunny", "sunrise", "sunrise_over_mountains", "surfer", "sushi",
    "sweat", "sweat_drops", "sweat_smile", "swimmer", "syringe", "tada", "tangerine", "taxi", "tea", "telephone",
    "telescope", "tent", "thinking", "thinking_face", "thought_balloon", "three", "thumbsdown", "thumbsup", "tiger",
    "toilet", "tomato", "tongue", "toolbox", "top", "tophat", "tractor", "traffic_light", "train", "tree",
    "triangular_flag_on_post", "triangular_ruler", "trophy", "tropical_fish", "truck", "trumpet", "tulip", "turtle",
    "tv", "two", "two_hearts", "umbrella", "unamused", "underage", "unicorn", "unlock", "up", "upside_down_face",
    "v", "vertical_traffic_light", "video_camera", "video_game", "violin", "volcano", "volleyball", "walking",
    "warning", "watch", "watermelon", "wave", "wavy_dash", "weary", "wedding", "whale", "wheelchair",
    "white_check_mark", "white_circle", "white_heart", "white_large_square", "wind_chime", "wine_glass", "wink",
    "wolf", "woman", "worried", "wrench", "writing_hand", "x", "yellow_heart", "yum", "zap", "zero", "zzz",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found() {
        assert!(NAMES.is_sorted());
        assert!(is_shortcode("smile") && is_shortcode("+1") && !is_shortcode("field") && !is_shortcode(""));
    }
}
