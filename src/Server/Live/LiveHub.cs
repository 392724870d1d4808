using Microsoft.AspNetCore.SignalR;
using Server.Logs;
using Server.Roster;

namespace Server.Live;

/// <summary>The hub at /live. What it sends is in LiveMessages.cs; <see cref="LivePublisher"/> sends it.</summary>
internal sealed class LiveHub(LivePublisher publisher, ChargerRoster roster) : Hub
{
    /// <summary>The most rows to watch at once: more than fit on a screen.</summary>
    public const int MostRows = 200;

    /// <summary>Begins to send a topic: fleet, chargers, data, import, charger:ID or scenario:LOCATION.</summary>
    public Subscription Subscribe(string topic) => new(publisher.Subscribe(Context.ConnectionId, topic));

    /// <summary>Begins to send the lines of all logs that pass, in the place of those that an earlier call asked for; "logs" ends it.</summary>
    public Subscription SubscribeLogs(LogQuery query) =>
        query.Read(roster, out var selection) is { } problem
            ? throw new HubException(problem.ProblemDetails.Detail)
            : new(publisher.SubscribeLogs(Context.ConnectionId, selection));

    /// <summary>Ceases to send a topic.</summary>
    public void Unsubscribe(string topic) => publisher.Unsubscribe(Context.ConnectionId, topic);

    /// <summary>The rows of the charger table that are in sight: their power is sent as well. Takes the place of the last call's.</summary>
    public void WatchRows(IReadOnlyList<string> ids)
    {
        if (ids.Count > MostRows)
        {
            throw new HubException($"At most {MostRows} rows can be watched, not {ids.Count}.");
        }

        publisher.WatchRows(Context.ConnectionId, ids);
    }

    /// <summary>The power of chargers over the last minutes: where the sparklines of rows that have just come into sight begin.</summary>
    public IReadOnlyList<PowerTrail> RowTrails(IReadOnlyList<string> ids) =>
        ids.Count > MostRows
            ? throw new HubException($"At most {MostRows} rows can be watched, not {ids.Count}.")
            : PowerTrails.Of(roster, ids);

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        publisher.Leave(Context.ConnectionId);
        return base.OnDisconnectedAsync(exception);
    }
}
