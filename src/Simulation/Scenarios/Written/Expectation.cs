using System.Text.Json;
using Ocpp.V16;
using Simulation.Logs;
using Simulation.Transport;

namespace Simulation.Scenarios.Written;

/// <summary>What is waited for.</summary>
internal enum ConditionKind
{
    /// <summary>A call of the CSMS.</summary>
    Call,

    /// <summary>What the charger answers to a call of the CSMS.</summary>
    Reply,

    /// <summary>A call of the charger.</summary>
    Message,

    /// <summary>What the CSMS answers to a call of the charger.</summary>
    Answer,

    /// <summary>A status of the EVSE.</summary>
    Status,

    /// <summary>The charger is connected, or not.</summary>
    Connection,

    /// <summary>What the CSMS has answered BootNotification.</summary>
    Registration,

    /// <summary>Anything else on the timeline.</summary>
    Event,
}

/// <summary>Something that can happen at a charger.</summary>
/// <param name="Kind">What.</param>
/// <param name="Name">The action, status, connection or kind of event.</param>
/// <param name="Where">What the message's payload must have.</param>
internal sealed record Condition(ConditionKind Kind, Func<Track, string> Name, IReadOnlyList<FieldTest> Where)
{
    public const string Connected = "connected";
    public const string Disconnected = "disconnected";

    public bool NeedsMessages => Kind is ConditionKind.Reply or ConditionKind.Message or ConditionKind.Answer;

    /// <summary>True when an event is what is waited for.</summary>
    public bool IsMetBy(ScenarioEvent happened, Track track)
    {
        var name = Name(track);
        return Kind switch
        {
            ConditionKind.Status => happened.Kind == ChargePoints.ChargePointEventType.StatusChanged
                && happened.EvseId == track.EvseId
                && NewStatus(happened.Detail).SequenceEqual(name),
            ConditionKind.Connection => happened.Kind
                == (name == Connected ? ScenarioEventKind.Connected : ScenarioEventKind.Disconnected),
            ConditionKind.Registration => happened.Kind == ChargePoints.ChargePointEventType.Registration
                && happened.Detail.StartsWith(name, StringComparison.Ordinal),
            ConditionKind.Event => happened.Kind == name && (happened.EvseId == 0 || happened.EvseId == track.EvseId),
            _ => IsOfItsKind(happened, name) && (Where.Count == 0 || PayloadFits(happened.Frame, track)),
        };
    }

    /// <summary>True for a message of the kind and action that are waited for, whatever is in it.</summary>
    public bool IsOfItsKind(ScenarioEvent happened, Track track) =>
        Kind <= ConditionKind.Answer && IsOfItsKind(happened, Name(track));

    /// <summary>True when it holds already: of a status and a connection only.</summary>
    public bool Holds(SimulatedCharger charger, Track track) =>
        Kind switch
        {
            ConditionKind.Status => charger.Snapshot.PoweredOn && StatusOf(charger, track.EvseId) == Name(track),
            ConditionKind.Connection => charger.Link.State == LinkState.Connected == (Name(track) == Connected),
            ConditionKind.Registration => charger.Link.State == LinkState.Connected
                && $"{charger.Snapshot.Registration}" == Name(track),
            _ => false,
        };

    /// <summary>In words, for a timeline.</summary>
    public string Describe(Track track) => $"{Kind.ToString().ToLowerInvariant()} {Name(track)}";

    private bool IsOfItsKind(ScenarioEvent happened, string action) =>
        happened.Direction != LogDirection.None
        && happened.Action == action
        && Kind switch
        {
            ConditionKind.Call => happened.Kind == ScenarioEventKind.CsmsCall,
            ConditionKind.Message => happened is { Direction: LogDirection.Out, Kind: "call" },
            ConditionKind.Reply => happened is { Direction: LogDirection.Out, Kind: "result" or "error" },
            _ => happened is { Direction: LogDirection.In, Kind: "result" or "error" },
        };

    private bool PayloadFits(string frame, Track track)
    {
        try
        {
            using var json = JsonDocument.Parse(frame);
            var message = json.RootElement;
            var type = message[0].GetInt32();
            if (type == 4)
            {
                using var error = JsonDocument.Parse(
                    JsonSerializer.Serialize(
                        new Dictionary<string, string?>
                        {
                            ["errorCode"] = message[2].GetString(),
                            ["errorDescription"] = message[3].GetString(),
                        }
                    )
                );
                return Where.All(test => test.Fits(error.RootElement, track));
            }
            var payload = message[type == 2 ? 3 : 2];
            return Where.All(test => test.Fits(payload, track));
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException or IndexOutOfRangeException)
        {
            // A frame that chaos has broken is none that was waited for.
            return false;
        }
    }

    private static string? StatusOf(SimulatedCharger charger, int evseId) =>
        evseId == 0
            ? $"{charger.Snapshot.Status}"
            : charger.Snapshot.Evses.ElementAtOrDefault(evseId - 1)?.Status.ToString();

    // "Preparing -> Charging", with an error code in brackets when there is one.
    private static ReadOnlySpan<char> NewStatus(string detail)
    {
        const string Arrow = "-> ";
        var start = detail.IndexOf(Arrow, StringComparison.Ordinal);
        if (start < 0)
        {
            return [];
        }
        var to = detail.AsSpan(start + Arrow.Length);
        var end = to.IndexOf(' ');
        return end < 0 ? to : to[..end];
    }

    /// <summary>All names of statuses.</summary>
    public static IReadOnlyCollection<string> Statuses { get; } = Enum.GetNames<ChargePointStatus>();
}

/// <summary>What a field of a payload must be.</summary>
/// <param name="Path">Names and list places with dots between, as <c>chargingSchedule.chargingSchedulePeriod.0.limit</c>.</param>
/// <param name="Test">What it must be; the field as text, a number when it is one.</param>
internal sealed record FieldTest(string Path, Func<Track, JsonElement, bool> Test)
{
    public bool Fits(JsonElement payload, Track track) => Find(payload, Path) is { } field && Test(track, field);

    /// <summary>The field at a path; null when it is not there.</summary>
    public static JsonElement? Find(JsonElement payload, string path)
    {
        foreach (var name in path.Split('.'))
        {
            if (payload.ValueKind == JsonValueKind.Object && payload.TryGetProperty(name, out var field))
            {
                payload = field;
            }
            else if (
                payload.ValueKind == JsonValueKind.Array
                && int.TryParse(name, out var index)
                && index >= 0
                && index < payload.GetArrayLength()
            )
            {
                payload = payload[index];
            }
            else
            {
                return null;
            }
        }
        return payload;
    }

    /// <summary>A JSON value as expressions have it.</summary>
    public static object Value(JsonElement field) =>
        field.ValueKind switch
        {
            JsonValueKind.Number => field.GetDouble(),
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.String => field.GetString()!,
            _ => field.GetRawText(),
        };
}
