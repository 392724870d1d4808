using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;

namespace Simulation.Scenarios;

/// <summary>SHA-256 over lines, each a JSON array and a line feed, that can be read at any time while it grows.</summary>
internal sealed class RunHash : IDisposable
{
    private readonly Lock _gate = new();
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ArrayBufferWriter<byte> _line = new(256);
    private readonly Utf8JsonWriter _json;
    private string? _hex;

    public RunHash() => _json = new Utf8JsonWriter(_line);

    /// <summary>Of all lines so far, in lower case hexadecimal.</summary>
    public string Hex
    {
        get
        {
            lock (_gate)
            {
                return Current();
            }
        }
    }

    /// <summary>Adds a line.</summary>
    public void Add(TimelineOrigin? origin, TimeSpan offset, string chargerId, int evseId, string kind, string detail)
    {
        lock (_gate)
        {
            _line.ResetWrittenCount();
            _json.Reset();
            _json.WriteStartArray();
            _json.WriteNumberValue((long)offset.TotalMilliseconds);
            if (origin is { } from)
            {
                _json.WriteNumberValue((int)from);
            }
            _json.WriteStringValue(chargerId);
            _json.WriteNumberValue(evseId);
            _json.WriteStringValue(kind);
            _json.WriteStringValue(detail);
            _json.WriteEndArray();
            _json.Flush();
            _line.GetSpan(1)[0] = (byte)'\n';
            _line.Advance(1);
            _hash.AppendData(_line.WrittenSpan);
            _hex = null;
        }
    }

    /// <summary>No line comes any more; the hash stays readable.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            Current();
            _json.Dispose();
            _hash.Dispose();
        }
    }

    private string Current() => _hex ??= Convert.ToHexStringLower(_hash.GetCurrentHash());
}
