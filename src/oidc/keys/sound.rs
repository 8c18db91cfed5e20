//! Whether a public key can be relied on: a signature by a weak one may be anybody's (RFC 7518 §3.3, §6; RFC 8032 §5.1).

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use rsa::BigUint;
use serde_json::{Map, Value as Json};

/// The shortest and the longest modulus of RSA that counts, in bits. Longer ones cost whoever checks them too much.
const RSA_BITS: std::ops::RangeInclusive<usize> = 2048..=4096;

/// The longest public exponent of RSA that counts, in bits.
const EXPONENT_BITS: usize = 33;

/// What is wrong with a public key, whoever signs with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyFault {
    /// A member that the key needs is missing, or is not what it should be.
    Incomplete,
    /// An RSA key of so many bits, which can be broken.
    Short(usize),
    /// An RSA key of so many bits, which readers refuse.
    Long(usize),
    /// An RSA key whose numbers let anybody sign: an even modulus, an exponent that is even, 1, or far too large.
    Numbers,
    /// A point that is not on its curve.
    OffCurve,
    /// A point of small order, under which one signature fits any text.
    SmallOrder,
}

/// What is wrong with a key, if anything. Only kinds that sign ID tokens are judged.
pub(super) fn fault(key: &Map<String, Json>) -> Option<KeyFault> {
    let text = |name: &str| key.get(name).and_then(Json::as_str);
    let bytes = |name: &str| text(name).and_then(|value| BASE64_URL_SAFE_NO_PAD.decode(value).ok());
    match text("kty")? {
        "RSA" => match (bytes("n"), bytes("e")) {
            (Some(modulus), Some(exponent)) => rsa(&modulus, &exponent),
            _ => Some(KeyFault::Incomplete),
        },
        "EC" => {
            let Some(curve) = CURVES.iter().find(|curve| Some(curve.name) == text("crv")) else {
                return text("crv").is_none().then_some(KeyFault::Incomplete);
            };
            let coordinate = |name| bytes(name).filter(|value| value.len() == curve.length);
            match (coordinate("x"), coordinate("y")) {
                (Some(x), Some(y)) => (!curve.has(&x, &y)).then_some(KeyFault::OffCurve),
                _ => Some(KeyFault::Incomplete),
            }
        }
        "OKP" if text("crv") == Some("Ed25519") => match bytes("x").map(<[u8; 32]>::try_from) {
            Some(Ok(point)) => edwards(point),
            _ => Some(KeyFault::Incomplete),
        },
        _ => None,
    }
}

fn rsa(modulus: &[u8], exponent: &[u8]) -> Option<KeyFault> {
    let (n, e) = (BigUint::from_bytes_be(modulus), BigUint::from_bytes_be(exponent));
    let is_odd = |bytes: &[u8]| bytes.last().is_some_and(|last| last % 2 == 1);
    match n.bits() {
        0 => Some(KeyFault::Incomplete),
        bits if bits < *RSA_BITS.start() => Some(KeyFault::Short(bits)),
        bits if bits > *RSA_BITS.end() => Some(KeyFault::Long(bits)),
        _ if !is_odd(modulus) || !is_odd(exponent) => Some(KeyFault::Numbers),
        _ if e.bits() < 2 || e.bits() > EXPONENT_BITS => Some(KeyFault::Numbers),
        _ => None,
    }
}

/// A curve y² = x³ − 3x + b over a prime (NIST SP 800-186 §3.2.1).
struct Curve {
    name: &'static str,
    /// Bytes of a coordinate.
    length: usize,
    prime: &'static [u8],
    b: &'static [u8],
}

const CURVES: [Curve; 3] = [
    Curve {
        name: "P-256",
        length: 32,
        prime: b"ffffffff00000001000000000000000000000000ffffffffffffffffffffffff",
        b: b"5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b",
    },
    Curve {
        name: "P-384",
        length: 48,
        prime: b"fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe\
                 ffffffff0000000000000000ffffffff",
        b: b"b3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875a\
             c656398d8a2ed19d2a85c8edd3ec2aef",
    },
    Curve {
        name: "P-521",
        length: 66,
        prime: b"01ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff\
                 ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff\
                 ffff",
        b: b"0051953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef1\
             09e156193951ec7e937b1652c0bd3bb1bf073573df883d2c34f1ef451fd46b50\
             3f00",
    },
];

impl Curve {
    /// Whether a point is on it.
    fn has(&self, x: &[u8], y: &[u8]) -> bool {
        let number = |hex| BigUint::parse_bytes(hex, 16).unwrap_or_default();
        let (prime, b) = (number(self.prime), number(self.b));
        let (x, y) = (BigUint::from_bytes_be(x), BigUint::from_bytes_be(y));
        let on_it = (&y * &y + &x * 3u8) % &prime == (&x * &x * &x + b) % &prime;
        x < prime && y < prime && on_it
    }
}

/// The points of small order by their encodings, with those that stand for the same in another way; the sign is left out.
const SMALL_ORDER: [[u8; 32]; 7] = {
    const fn near_prime(last: u8) -> [u8; 32] {
        let mut bytes = [0xff; 32];
        bytes[0] = last;
        bytes[31] = 0x7f;
        bytes
    }
    let mut one = [0; 32];
    one[0] = 1;
    [
        [0; 32],
        one,
        [
            0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4, 0x89, 0xf2, 0xef, 0x98, 0xf0,
            0xd5, 0xdf, 0xac, 0x05, 0xd3, 0xc6, 0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53, 0xfc, 0x05,
        ],
        [
            0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b, 0x76, 0x0d, 0x10, 0x67, 0x0f,
            0x2a, 0x20, 0x53, 0xfa, 0x2c, 0x39, 0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac, 0x03, 0x7a,
        ],
        near_prime(0xec),
        near_prime(0xed),
        near_prime(0xee),
    ]
};

/// A point of Ed25519. One that is on no curve is left to the judge, which cannot read it.
fn edwards(mut point: [u8; 32]) -> Option<KeyFault> {
    point[31] &= 0x7f;
    SMALL_ORDER.contains(&point).then_some(KeyFault::SmallOrder)
}
