using System.Security.Cryptography;
using ChargePoints;

namespace Simulation.Transfers;

/// <summary>What is kept of a file that is downloaded: its size, its hash and its first bytes.</summary>
internal sealed class FileDigest(long maxBytes) : IDisposable
{
    private const int BufferBytes = 64 * 1024;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly MemoryStream _first = new();
    private long _bytes;

    /// <summary>Reads a stream to its end.</summary>
    /// <exception cref="TransferException">It is longer than it may be.</exception>
    public async Task ReadAsync(Stream stream, TransferLimits limits)
    {
        var buffer = new byte[BufferBytes];
        while (await stream.ReadAsync(buffer, limits.Token) is var count && count > 0)
        {
            limits.Moved();
            Append(buffer.AsSpan(0, count));
        }
    }

    public TransferResult Result() =>
        new()
        {
            Outcome = TransferOutcome.Done,
            Bytes = _bytes,
            Sha256 = _hash.GetHashAndReset(),
            FirstBytes = _first.ToArray(),
        };

    /// <summary>The file is longer than it may be.</summary>
    public static TransferException TooLarge(long maxBytes) =>
        new(TransferOutcome.Failed, $"The file is larger than {maxBytes:#,0} bytes.");

    public void Dispose()
    {
        _hash.Dispose();
        _first.Dispose();
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        _bytes += bytes.Length;
        if (_bytes > maxBytes)
        {
            throw TooLarge(maxBytes);
        }
        _hash.AppendData(bytes);
        var room = TransferResult.FirstBytesKept - (int)_first.Length;
        _first.Write(bytes[..Math.Min(room, bytes.Length)]);
    }
}
