namespace ChargePoints;

// The site that feeds the charge point.
public sealed partial class ChargePoint
{
    // It holds whether the charge point is on or off; without power there is nothing to set.
    private void SetSiteSupply(SiteSupply supply)
    {
        for (int i = 0; i < Connectors.Length; i++)
        {
            Connectors[i].SiteLimitA = supply.LimitsA?[i] ?? double.PositiveInfinity;
            Connectors[i].SiteSag = supply.Sag;
            if (Power.IsRunning)
            {
                Connectors[i].UpdatePower();
            }
        }
    }
}
