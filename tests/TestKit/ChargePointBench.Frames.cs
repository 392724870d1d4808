using ChargePoints;

namespace TestKit;

// What a CSMS sends that keeps to no rules: any bytes, at any time.
public sealed partial class ChargePointBench
{
    /// <summary>True when the last step has asked for the connection to end.</summary>
    public bool EndsLink => _effects.Items.Any(effect => effect is CloseLink or RestartLink);

    /// <summary>Has <paramref name="act"/> done when so much time has passed, if the connection is the same then.</summary>
    public void OnThisConnection(TimeSpan delay, Action act)
    {
        int link = _link;
        Later(
            delay,
            () =>
            {
                if (LinkIsUp && link == _link)
                {
                    act();
                }
            }
        );
    }

    /// <summary>Takes a frame as it is, in one step; what follows from it happens at the next chance.</summary>
    /// <returns>What the charge point sent in that step.</returns>
    public IReadOnlyList<SentFrame> Hear(ReadOnlyMemory<byte> utf8)
    {
        _rules.Hears(utf8);
        int before = _sent.Count;
        Step(new FrameReceived(utf8));
        return [.. _sent.Skip(before)];
    }
}
