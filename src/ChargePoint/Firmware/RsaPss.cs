using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;

namespace ChargePoints;

/// <summary>
/// Verifies RSASSA-PSS with SHA-256 and MGF1 (RFC 8017 §8.1.2, §9.1.2) for a salt of any length: by the standards it is as long as the
/// hash, by the habit of common tools as long as fits, and the class library takes only the former.
/// </summary>
internal static class RsaPss
{
    private const int HashLength = SHA256.HashSizeInBytes;
    private const byte Trailer = 0xbc;

    /// <summary>True when the signature is one of that hash by that key.</summary>
    public static bool IsValid(RSAParameters key, ReadOnlySpan<byte> signature, ReadOnlySpan<byte> sha256)
    {
        var modulus = new BigInteger(key.Modulus, isUnsigned: true, isBigEndian: true);
        var number = new BigInteger(signature, isUnsigned: true, isBigEndian: true);
        if (signature.Length != key.Modulus!.Length || number >= modulus)
        {
            return false;
        }
        var exponent = new BigInteger(key.Exponent, isUnsigned: true, isBigEndian: true);
        int bits = (int)modulus.GetBitLength() - 1;
        byte[] message = BigInteger.ModPow(number, exponent, modulus).ToByteArray(isUnsigned: true, isBigEndian: true);
        int length = (bits + 7) / 8;
        if (message.Length > length || length < HashLength + 2)
        {
            return false;
        }
        byte[] encoded = new byte[length];
        message.CopyTo(encoded, length - message.Length);
        return Matches(encoded, bits, sha256);
    }

    private static bool Matches(byte[] encoded, int bits, ReadOnlySpan<byte> sha256)
    {
        Span<byte> block = encoded.AsSpan(0, encoded.Length - HashLength - 1);
        ReadOnlySpan<byte> hash = encoded.AsSpan(block.Length, HashLength);
        byte unused = (byte)~(0xff >> ((8 * encoded.Length) - bits));
        if (encoded[^1] != Trailer || (block[0] & unused) != 0)
        {
            return false;
        }
        Unmask(block, hash);
        block[0] &= (byte)~unused;
        int one = block.IndexOfAnyExcept((byte)0);
        if (one < 0 || block[one] != 1)
        {
            return false;
        }
        byte[] expected = SHA256.HashData([.. new byte[8], .. sha256, .. block[(one + 1)..]]);
        return hash.SequenceEqual(expected);
    }

    // MGF1 (RFC 8017 §B.2.1).
    private static void Unmask(Span<byte> block, ReadOnlySpan<byte> seed)
    {
        Span<byte> input = stackalloc byte[HashLength + sizeof(int)];
        Span<byte> mask = stackalloc byte[HashLength];
        seed.CopyTo(input);
        for (int at = 0, counter = 0; at < block.Length; at += HashLength, counter++)
        {
            BinaryPrimitives.WriteInt32BigEndian(input[HashLength..], counter);
            SHA256.HashData(input, mask);
            for (int i = 0; i < HashLength && at + i < block.Length; i++)
            {
                block[at + i] ^= mask[i];
            }
        }
    }
}
