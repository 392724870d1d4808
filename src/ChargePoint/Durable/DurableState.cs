using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Ocpp;

namespace ChargePoints;

/// <summary>
/// What survives a power cut: parts that are saved by themselves, and the queued transaction messages, one row each.
/// Immutable; <see cref="ChargePoint.Durable"/> makes one of the present state.
/// </summary>
public sealed record DurableState
{
    private static readonly DurableLocalList NoList = new();

    /// <summary>
    /// The same state in another life: what has happened since it was saved is undone. Message ids that were given out since are
    /// not given out again.
    /// </summary>
    /// <param name="now">When that life begins.</param>
    public DurableState Again(Instant now) =>
        this with
        {
            Counters = Counters with { Era = Math.Max(Counters.Era + 1, ChargePoint.EraOf(now)) },
        };

    /// <summary>The parts, each a single flag, in the order of their values.</summary>
    public static IReadOnlyList<DurableParts> Parts { get; } =
    [
        DurableParts.Counters,
        DurableParts.Configuration,
        DurableParts.Availability,
        DurableParts.Registers,
        DurableParts.Transactions,
        DurableParts.AuthorizationCache,
        DurableParts.Connectors,
        DurableParts.ChargingProfiles,
        DurableParts.LocalAuthList,
        DurableParts.Reservations,
        DurableParts.Firmware,
        DurableParts.Certificates,
        DurableParts.Secrets,
        DurableParts.SecurityEvents,
    ];

    /// <summary>What message ids are made of, and what the charge point knows about its CSMS.</summary>
    public DurableCounters Counters { get; init; } = new();

    /// <summary>
    /// Configuration keys that differ from the defaults, with their values; null when none has been changed yet: those of
    /// <see cref="ChargePointSettings.Configuration"/> hold then.
    /// </summary>
    public IReadOnlyDictionary<string, string>? Configuration { get; init; }

    /// <summary>Connectors that are not simply available; connector 0 is the charge point.</summary>
    public IReadOnlyList<DurableAvailability> Availability { get; init; } = [];

    /// <summary>The energy registers.</summary>
    public DurableRegisters Registers { get; init; } = new();

    /// <summary>Transactions that run, or have ended and still have messages in the queue.</summary>
    public IReadOnlyList<DurableTransaction> Transactions { get; init; } = [];

    /// <summary>The authorization cache, oldest entry first.</summary>
    public IReadOnlyList<DurableCacheEntry> AuthorizationCache { get; init; } = [];

    /// <summary>Connectors at which something stands.</summary>
    public IReadOnlyList<DurableConnector> Connectors { get; init; } = [];

    /// <summary>The installed charging profiles.</summary>
    public IReadOnlyList<InstalledProfile> ChargingProfiles { get; init; } = [];

    /// <summary>The local authorization list.</summary>
    public DurableLocalList LocalAuthList { get; init; } = NoList;

    /// <summary>The reservations.</summary>
    public IReadOnlyList<Reservation> Reservations { get; init; } = [];

    /// <summary>Certificates; without their keys.</summary>
    public DurableCertificates Certificates { get; init; } = new();

    /// <summary>Password and keys; null when they were never saved: the password of the settings holds then.</summary>
    public DurableSecrets? Secrets { get; init; }

    /// <summary>The security log, oldest entry first.</summary>
    public IReadOnlyList<SecurityEventEntry> SecurityEvents { get; init; } = [];

    /// <summary>Firmware and uploads; null when there never was any.</summary>
    public DurableFirmware? Firmware { get; init; }

    /// <summary>The queued messages in order.</summary>
    public IReadOnlyList<QueuedMessage> Messages { get; init; } = [];

    /// <summary>One part as UTF-8 JSON.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="part"/> is not exactly one part.</exception>
    public byte[] Write(DurableParts part) =>
        part switch
        {
            DurableParts.Counters => JsonSerializer.SerializeToUtf8Bytes(Counters, DurableJson.Default.DurableCounters),
            DurableParts.Configuration => JsonSerializer.SerializeToUtf8Bytes(
                Configuration,
                DurableJson.Default.IReadOnlyDictionaryStringString!
            ),
            DurableParts.Availability => JsonSerializer.SerializeToUtf8Bytes(
                Availability,
                DurableJson.Default.IReadOnlyListDurableAvailability
            ),
            DurableParts.Registers => JsonSerializer.SerializeToUtf8Bytes(
                Registers,
                DurableJson.Default.DurableRegisters
            ),
            DurableParts.Transactions => JsonSerializer.SerializeToUtf8Bytes(
                Transactions,
                DurableJson.Default.IReadOnlyListDurableTransaction
            ),
            DurableParts.AuthorizationCache => JsonSerializer.SerializeToUtf8Bytes(
                AuthorizationCache,
                DurableJson.Default.IReadOnlyListDurableCacheEntry
            ),
            DurableParts.Connectors => JsonSerializer.SerializeToUtf8Bytes(
                Connectors,
                DurableJson.Default.IReadOnlyListDurableConnector
            ),
            DurableParts.ChargingProfiles => JsonSerializer.SerializeToUtf8Bytes(
                ChargingProfiles,
                DurableJson.Default.IReadOnlyListInstalledProfile
            ),
            DurableParts.LocalAuthList => JsonSerializer.SerializeToUtf8Bytes(
                LocalAuthList,
                DurableJson.Default.DurableLocalList
            ),
            DurableParts.Reservations => JsonSerializer.SerializeToUtf8Bytes(
                Reservations,
                DurableJson.Default.IReadOnlyListReservation
            ),
            DurableParts.Firmware => JsonSerializer.SerializeToUtf8Bytes(
                Firmware,
                DurableJson.Default.DurableFirmware!
            ),
            DurableParts.Certificates => JsonSerializer.SerializeToUtf8Bytes(
                Certificates,
                DurableJson.Default.DurableCertificates
            ),
            DurableParts.Secrets => JsonSerializer.SerializeToUtf8Bytes(Secrets, DurableJson.Default.DurableSecrets!),
            DurableParts.SecurityEvents => JsonSerializer.SerializeToUtf8Bytes(
                SecurityEvents,
                DurableJson.Default.IReadOnlyListSecurityEventEntry
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(part), part, "Ask for one part at a time."),
        };

    /// <summary>The state as saved. A part that was never saved is as new.</summary>
    /// <param name="parts">Parts as written by <see cref="Write"/>.</param>
    /// <param name="messages">The rows of the queue, in any order.</param>
    /// <exception cref="InvalidDataException">A part is not what <see cref="Write"/> writes.</exception>
    public static DurableState Read(
        IReadOnlyDictionary<DurableParts, byte[]> parts,
        IEnumerable<QueuedMessage> messages
    )
    {
        DurableState empty = new();
        DurableState state = new()
        {
            Counters = Part(parts, DurableParts.Counters, DurableJson.Default.DurableCounters) ?? empty.Counters,
            Configuration = Part(
                parts,
                DurableParts.Configuration,
                DurableJson.Default.IReadOnlyDictionaryStringString
            ),
            Availability =
                Part(parts, DurableParts.Availability, DurableJson.Default.IReadOnlyListDurableAvailability)
                ?? empty.Availability,
            Registers = Part(parts, DurableParts.Registers, DurableJson.Default.DurableRegisters) ?? empty.Registers,
            Transactions =
                Part(parts, DurableParts.Transactions, DurableJson.Default.IReadOnlyListDurableTransaction)
                ?? empty.Transactions,
            AuthorizationCache =
                Part(parts, DurableParts.AuthorizationCache, DurableJson.Default.IReadOnlyListDurableCacheEntry)
                ?? empty.AuthorizationCache,
            Connectors =
                Part(parts, DurableParts.Connectors, DurableJson.Default.IReadOnlyListDurableConnector)
                ?? empty.Connectors,
            ChargingProfiles =
                Part(parts, DurableParts.ChargingProfiles, DurableJson.Default.IReadOnlyListInstalledProfile)
                ?? empty.ChargingProfiles,
            LocalAuthList =
                Part(parts, DurableParts.LocalAuthList, DurableJson.Default.DurableLocalList) ?? empty.LocalAuthList,
            Reservations =
                Part(parts, DurableParts.Reservations, DurableJson.Default.IReadOnlyListReservation)
                ?? empty.Reservations,
            Firmware = Part(parts, DurableParts.Firmware, DurableJson.Default.DurableFirmware),
            Certificates =
                Part(parts, DurableParts.Certificates, DurableJson.Default.DurableCertificates) ?? empty.Certificates,
            Secrets = Part(parts, DurableParts.Secrets, DurableJson.Default.DurableSecrets),
            SecurityEvents =
                Part(parts, DurableParts.SecurityEvents, DurableJson.Default.IReadOnlyListSecurityEventEntry)
                ?? empty.SecurityEvents,
            Messages = [.. messages.OrderBy(message => message.Sequence)],
        };
        return state.Configuration is { } all ? state.WithConfiguration(all) : state;
    }

    /// <summary>The same with another configuration: the secret key goes where secrets are kept.</summary>
    /// <param name="values">Keys that differ from the defaults. Without AuthorizationKey the one before stays.</param>
    public DurableState WithConfiguration(IEnumerable<KeyValuePair<string, string>> values)
    {
        var open = values.ToDictionary();
        bool secret = open.Remove(ConfigurationKeys.AuthorizationKey.Name, out string? key);
        return this with
        {
            Configuration = open,
            Secrets = secret ? (Secrets ?? new()) with { AuthorizationKey = key } : Secrets,
        };
    }

    private static T? Part<T>(IReadOnlyDictionary<DurableParts, byte[]> parts, DurableParts part, JsonTypeInfo<T> type)
        where T : class
    {
        if (!parts.TryGetValue(part, out byte[]? json))
        {
            return null;
        }
        try
        {
            return JsonSerializer.Deserialize(json, type);
        }
        catch (JsonException problem)
        {
            throw new InvalidDataException(
                $"Saved {part} of a charge point cannot be read: {problem.Message}",
                problem
            );
        }
    }
}
