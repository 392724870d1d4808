using System.Text.Json.Nodes;
using Ocpp;

namespace TestKit.Hostile;

/// <summary>What a hostile CSMS has learnt about a charge point: with it its calls go deeper than refusals.</summary>
public sealed class Knowledge
{
    private const int Most = 8;

    /// <summary>The present.</summary>
    public Instant Now { get; set; }

    /// <summary>Connectors without 0.</summary>
    public int Connectors { get; init; } = 1;

    /// <summary>Tags of the drivers.</summary>
    public IReadOnlyList<string> Tags { get; init; } = ["TAG1", "tag1", "TAG2", "FAMILY1", "BLOCKED"];

    /// <summary>Configuration keys that it leaves alone.</summary>
    public IReadOnlyList<string> KeysLeftAlone { get; init; } = [];

    /// <summary>Ids of transactions that run or ran, newest last.</summary>
    public List<int> TransactionIds { get; } = [];

    /// <summary>Certificates in PEM that might be installed.</summary>
    public List<string> Certificates { get; } = [];

    /// <summary>Certificates in PEM for keys of the charge point.</summary>
    public List<string> Chains { get; } = [];

    /// <summary>Certificates in PEM that firmware may be signed with.</summary>
    public IReadOnlyList<string> SigningCertificates { get; init; } = [];

    /// <summary>Signatures of the firmware at <see cref="FirmwareLocation"/>, in Base64.</summary>
    public IReadOnlyList<string> Signatures { get; init; } = [];

    /// <summary>Where there is firmware to be had.</summary>
    public static string FirmwareLocation => "http://127.0.0.1:1/file";

    /// <summary>Hash data of certificates that are, or were, installed.</summary>
    public List<JsonNode> Hashes { get; } = [];

    /// <summary>Remembers, and forgets what is oldest.</summary>
    public static void Learn<T>(List<T> what, T item)
    {
        what.Add(item);
        if (what.Count > Most)
        {
            what.RemoveAt(0);
        }
    }
}
